/** The sorts of a store's apps; `-` for descending. */
export const appSorts = ['name', '-name', 'createdAt', '-createdAt'] as const;
export type AppSort = (typeof appSorts)[number];
