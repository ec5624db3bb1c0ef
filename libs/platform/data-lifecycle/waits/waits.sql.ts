import { statement } from '#platform/database';

/** Rows of a tenant that wait for longer than their table declares. */
export interface LateRows {
  /** The table. */
  readonly name: string;
  /** The column with the time until which they wait. */
  readonly waiting: string;
  /** Null for a shared table. */
  readonly tenantId: string | null;
}

export const findLateRows = statement<LateRows, []>('data-lifecycle.waits.find-late')`
  select name, waiting, tenant_id as "tenantId" from platform.find_late_rows()`;

/** Ends the wait of those of the tenant in force, or of a shared table. */
export const endLateWaits = statement<{ ended: number }, [table: string, column: string]>(
  'data-lifecycle.waits.end-late',
)`
  select platform.end_late_waits($1, $2)::int as ended`;
