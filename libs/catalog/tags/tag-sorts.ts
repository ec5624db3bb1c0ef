/** What a store's tags may be sorted by: the most used first, or alphabetically. */
export const tagSorts = ['-apps', 'tag'] as const;
export type TagSort = (typeof tagSorts)[number];
