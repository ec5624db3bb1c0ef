import { statement } from '#platform/database';
import { declareList, text, through, timestamp, uuid } from '#platform/lists';
import type { AppSort } from './apps.dto.js';
import { type AppRow, columns } from './apps.sql.js';

const byName = { keys: [text('name_key', 'nameKey'), uuid('id', 'id')] };
const byCreation = { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] };

/** The orders that `catalog.apps` and `catalog.app_tags` have indexes of. */
type PlainSort = Extract<AppSort, 'name' | '-name' | 'createdAt' | '-createdAt'>;

export const isPlainSort = (sort: AppSort): sort is PlainSort => sort in appList.sorts;

const countOfTag = statement<{ total: number }, [tag: string]>('catalog.apps.total.tag')`
  select apps as total from catalog.tag_counts where tag = $1`;

/** The apps of a store. `app_tags` holds the keys of its apps too, so each order has an index there. */
export const appList = declareList<AppRow, PlainSort, 'tag'>({
  name: 'catalog.apps',
  columns,
  from: 'catalog.apps',
  where: 'listed',
  as: 'app',
  filters: { tag: through({ from: 'catalog.app_tags', id: 'app_id', column: 'tag', count: countOfTag }) },
  sorts: { name: byName, '-name': byName, createdAt: byCreation, '-createdAt': byCreation },
  timesAsText: true,
});
