import { declareList, integer, text } from '#platform/lists';
import type { TagDto, TagSort } from './tags.dto.js';

/** A tag, with its sort key. */
export interface TagRow extends TagDto {
  /** The negative of `apps`: in ascending order the most used come first, and equally used ones by tag. */
  rarity: number;
}

export const tagList = declareList<TagRow, TagSort>({
  name: 'catalog.tags',
  columns: 'tag, apps, rarity',
  from: 'catalog.tag_counts',
  sorts: {
    '-apps': { keys: [integer('rarity', 'rarity'), text('tag', 'tag')], ascending: true },
    tag: { keys: [text('tag', 'tag')] },
  },
});
