import { contains, declareList, equals, text, timestamp, uuid } from '#platform/lists';
import { normaliseText } from '#platform/text-normalisation';
import type { TenantSort } from './tenants.js';
import { columns, type TenantRow } from './tenants.sql.js';

const byName = { keys: [text('name_key', 'nameKey'), uuid('id', 'id')] };
const byCreation = { keys: [timestamp('created_at', 'createdAt'), uuid('id', 'id')] };

/** All tenants of the deployment. */
export const tenantList = declareList<TenantRow, TenantSort, 'search' | 'product' | 'plan' | 'state'>({
  name: 'tenants.tenants',
  onReplica: true,
  columns,
  from: 'tenants.tenants',
  filters: {
    search: contains('search_text', normaliseText),
    product: equals('product'),
    plan: equals('plan'),
    state: equals('state'),
  },
  sorts: { name: byName, '-name': byName, createdAt: byCreation, '-createdAt': byCreation },
});
