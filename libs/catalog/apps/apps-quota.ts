import { statement } from '#platform/database';
import { declareCapacityQuota } from '#platform/quotas';

/** The apps of a store, of which each plan gives a number. */
export const appsQuota = declareCapacityQuota({
  name: 'apps',
  count: statement<{ total: number }>({
    name: 'catalog.apps.recount',
    index: 'apps_pkey',
    text: 'select count(*)::int as total from catalog.apps',
  }),
});
