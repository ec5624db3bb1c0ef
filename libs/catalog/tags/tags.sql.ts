import { statement, totalOf } from '#platform/database';

/** The sorts of a store's tags: the most used first, or alphabetically. */
export const tagSorts = ['-apps', 'tag'] as const;
export type TagSort = (typeof tagSorts)[number];

export interface TagRow {
  tag: string;
  apps: number;
  /** The negative of `apps`: in ascending order the most used come first, and equally used ones by tag. */
  rarity: number;
}

export const tagCount = statement<{ apps: number }, [tag: string]>({
  name: 'catalog.tags.count',
  index: 'tag_counts_pkey',
  text: 'select apps from catalog.tag_counts where tag = $1',
});

/** Without an index to assert: the planner reads the smaller one. */
export const tagTotal = totalOf({
  name: 'catalog.tags.total',
  text: 'select from catalog.tag_counts',
});

const mostUsed = { index: 'tag_counts_by_rarity', order: 'rarity, tag' };
const alphabetical = { index: 'tag_counts_pkey', order: 'tag' };

export const mostUsedTagsAfter = statement<TagRow, [limit: number, rarity: number, tag: string]>({
  name: 'catalog.tags.after.-apps',
  index: mostUsed.index,
  text: `select tag, apps, rarity from catalog.tag_counts where (rarity, tag) > ($2::integer, $3)
    order by ${mostUsed.order} limit $1`,
});

export const tagsAfter = statement<TagRow, [limit: number, tag: string]>({
  name: 'catalog.tags.after.tag',
  index: alphabetical.index,
  text: `select tag, apps, rarity from catalog.tag_counts where tag > $2 order by ${alphabetical.order} limit $1`,
});

/** The tags from an offset on; pagination by cursor begins at offset 0. */
export const tagsAt = {
  '-apps': tagsFrom('-apps', mostUsed),
  tag: tagsFrom('tag', alphabetical),
};

function tagsFrom(sort: TagSort, { index, order }: typeof mostUsed) {
  return statement<TagRow, [limit: number, offset: number]>({
    name: `catalog.tags.at.${sort}`,
    index,
    text: `select tag, apps, rarity from catalog.tag_counts order by ${order} limit $1 offset $2`,
  });
}
