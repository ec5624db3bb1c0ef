import { declareList, integer, text } from '#platform/lists';

/** The sorts of a store's tags: the most used first, or alphabetically. */
export const tagSorts = ['-apps', 'tag'] as const;
export type TagSort = (typeof tagSorts)[number];

export interface TagRow {
  tag: string;
  apps: number;
  /** The negative of `apps`: in ascending order the most used come first, and equally used ones by tag. */
  rarity: number;
}

export const tagList = declareList<TagRow, TagSort>({
  name: 'catalog.tags',
  columns: 'tag, apps, rarity',
  from: 'catalog.tag_counts',
  filters: {},
  sorts: {
    '-apps': { keys: [integer('rarity', 'rarity'), text('tag', 'tag')], ascending: true },
    tag: { keys: [text('tag', 'tag')] },
  },
  defaultSort: '-apps',
  index: (sort) => (sort === 'tag' ? 'tag_counts_pkey' : 'tag_counts_by_rarity'),
});
