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
    search: contains('search_text', normaliseText, '7f3'),
    product: equals('product', 'wistant'),
    plan: equals('plan', 'pro'),
    state: equals('state', 'suspended'),
  },
  sorts: { name: byName, '-name': byName, createdAt: byCreation, '-createdAt': byCreation },
  defaultSort: 'name',
  // Of several filters the planner uses the index of the most selective one. A search reads `tenants_by_text` and sorts
  // the results, or reads the index of the order where there are many.
  index: (sort, [first, ...others]) => {
    if (first === 'search' || others.length > 0) return undefined;
    return ['tenants_by', ...(first ? [first] : []), sort.endsWith('name') ? 'name' : 'creation'].join('_');
  },
});
