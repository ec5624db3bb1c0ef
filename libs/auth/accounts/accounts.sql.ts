import { statement } from '#platform/database';

/** Of one table a call; no row when nothing is left. */
export const emptyTenant = statement<{ name: string; deleted: number }, [most: number]>({
  name: 'auth.accounts.empty-tenant',
  text: 'select name, deleted::float8 as deleted from auth.empty_tenant($1)',
});
