import { statement } from '#platform/database';

/** Deletes at most `most` rows of the tenant, all from one table; returns no row once every table is empty. */
export const emptyTenant = statement<{ name: string; deleted: number }, [most: number]>({
  name: 'auth.accounts.empty-tenant',
  text: 'select name, deleted::float8 as deleted from auth.empty_tenant($1)',
});
