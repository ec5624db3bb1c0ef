/** What a store's apps may be sorted by; `-` for descending. */
export const appSorts = ['name', '-name', 'createdAt', '-createdAt'] as const;
export type AppSort = (typeof appSorts)[number];
