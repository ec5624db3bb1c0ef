/** The sorts of a store's tags: the most used first, or alphabetically. */
export const tagSorts = ['-apps', 'tag'] as const;
export type TagSort = (typeof tagSorts)[number];
