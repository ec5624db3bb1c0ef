import { statement } from '#platform/database';
import { declareCapacityQuota } from '#platform/quotas';

/** The capacity quota of a store's apps. */
export const appsQuota = declareCapacityQuota({
  name: 'apps',
  count: statement<{ total: number }>({
    name: 'catalog.apps.recount',
    index: 'apps_pkey',
    text: 'select count(*)::int as total from catalog.apps',
  }),
});
