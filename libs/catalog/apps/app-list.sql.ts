import { type Statement, statement } from '#platform/database';
import { type AppRow, columns } from './apps.sql.js';

/** The sorts of a store's apps; `-` for descending. */
export const appSorts = ['name', '-name', 'createdAt', '-createdAt'] as const;
export type AppSort = (typeof appSorts)[number];

/** Each sort reads an index in one direction: by its key, then by id. */
const orders = {
  name: { key: 'name_key', type: 'text', index: 'by_name', direction: 'asc', after: '>' },
  '-name': { key: 'name_key', type: 'text', index: 'by_name', direction: 'desc', after: '<' },
  createdAt: { key: 'created_at', type: 'timestamptz', index: 'by_creation', direction: 'asc', after: '>' },
  '-createdAt': { key: 'created_at', type: 'timestamptz', index: 'by_creation', direction: 'desc', after: '<' },
} as const satisfies Record<AppSort, object>;

/** The apps after the app of a cursor. */
export const appsAfter = forEachSort((sort) =>
  list<[limit: number, key: string, id: string]>(sort, 'after', { from: 'apps', where: after(sort, 'id') }),
);

export const taggedAppsAfter = forEachSort((sort) =>
  list<[limit: number, key: string, id: string, tag: string]>(sort, 'tagged-after', {
    from: 'app_tags',
    where: `tag = $4 and ${after(sort, 'app_id')}`,
  }),
);

/** The apps from an offset on; pagination by cursor begins at offset 0. */
export const appsAt = forEachSort((sort) =>
  list<[limit: number, offset: number]>(sort, 'at', { from: 'apps', where: 'true', offset: 'offset $2' }),
);

export const taggedAppsAt = forEachSort((sort) =>
  list<[limit: number, offset: number, tag: string]>(sort, 'tagged-at', {
    from: 'app_tags',
    where: 'tag = $3',
    offset: 'offset $2',
  }),
);

function forEachSort<T>(make: (sort: AppSort) => T): Record<AppSort, T> {
  return Object.fromEntries(appSorts.map((sort) => [sort, make(sort)])) as Record<AppSort, T>;
}

function after(sort: AppSort, id: string): string {
  const { key, type, after } = orders[sort];
  return `(${key}, ${id}) ${after} ($2::${type}, $3::uuid)`;
}

/**
 * Finds the ids of the page in the index alone, then reads the rows of its apps with their tags, so
 * that also a page far behind reads no other rows of the table.
 */
function list<Values extends readonly unknown[]>(
  sort: AppSort,
  name: string,
  page: { from: 'apps' | 'app_tags'; where: string; offset?: string },
): Statement<AppRow, Values> {
  const { key, direction, index } = orders[sort];
  const id = page.from === 'apps' ? 'id' : 'app_id';
  return statement({
    name: `catalog.apps.${name}.${sort}`,
    index: `${page.from}_${index}`,
    text: `
      select ${columns}
      from (
        select ${id} as id, ${key} as key from catalog.${page.from} where ${page.where}
        order by ${key} ${direction}, ${id} ${direction} limit $1 ${page.offset ?? ''}
      ) as page
      join catalog.apps as app on app.id = page.id
      order by page.key ${direction}, page.id ${direction}`,
  });
}
