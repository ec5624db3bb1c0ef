import { statement } from '#platform/database';

/** The tables whose rows expire. */
export const expiringTables = statement<{ name: string }, []>({
  name: 'data-lifecycle.expiring-tables',
  text: `select name from platform.data_catalogue where declaration ? 'retention' order by name`,
  unchecked: 'reads a small table',
});

/** Rows that have expired, of one tenant in one leaf of a table. */
export interface ExpiredRows {
  /** Null in a shared table. */
  readonly tenantId: string | null;
  readonly leaf: string;
  readonly places: readonly string[];
}

/** The oldest expired rows of a table, of all tenants. */
export const findExpired = statement<ExpiredRows, [table: string, most: number]>({
  name: 'data-lifecycle.find-expired',
  text: 'select tenant_id as "tenantId", leaf, places from platform.find_expired($1, $2)',
  sample: ['platform.operations', 1000],
});

/** Deletes those of the rows that are still expired. */
export const deleteExpired = statement<{ deleted: number }, [table: string, leaf: string, places: readonly string[]]>({
  name: 'data-lifecycle.delete-expired',
  text: 'select platform.delete_expired($1, $2, $3)::int as deleted',
  sample: ['platform.operations', 'platform.operations', ['(0,1)']],
});
