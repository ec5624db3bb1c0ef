import { statement } from '#platform/database';
import type { RetentionDto } from './retention.dto.js';

/** The tables whose rows expire, and the limit of plans that this depends on. */
export const expiringTables = statement<{ name: string; quota: string | null }, []>('data-lifecycle.expiring-tables')`
  select name, declaration->'retention'->>'quota' as quota from platform.data_catalogue where declaration ? 'retention' order by name`;

/** Rows that have expired, of one tenant in one leaf of a table. */
export interface ExpiredRows {
  /** Null in a shared table. */
  readonly tenantId: string | null;
  readonly leaf: string;
  readonly places: readonly string[];
}

/** The oldest expired rows of a table, of all tenants but those. The plans of `bounded` keep rows for so many days each. */
export const findExpired = statement<
  ExpiredRows,
  [table: string, most: number, without: readonly string[], bounded: readonly string[], days: readonly number[]]
>('data-lifecycle.find-expired')`
  select tenant_id as "tenantId", leaf, places from platform.find_expired($1, $2, $3, $4, $5)`;

/** Deletes those of the rows that are still expired, where the plan of the tenant in force keeps them for so many days. */
export const deleteExpired = statement<
  { deleted: number },
  [table: string, leaf: string, places: readonly string[], days: number | null]
>('data-lifecycle.delete-expired')`
  select platform.delete_expired($1, $2, $3, $4)::int as deleted`;

/** The periods that the tenant in force may choose, on a plan without limits; or that of one table. */
export const retentionPeriods = statement<RetentionDto & { readonly quota: string | null }, [name: string | null]>(
  'data-lifecycle.retention-periods',
)`
  select name, holds, least(longest, greatest(shortest, coalesce(days, longest))) as days, shortest, longest, quota from (
      select c.name, p.days, c.declaration->>'holds' as holds, c.declaration->'retention'->>'quota' as quota,
        floor(extract(epoch from (c.declaration->'retention'->>'shortest')::interval) / 86400)::int as shortest,
        floor(extract(epoch from (c.declaration->'retention'->>'after')::interval) / 86400)::int as longest
      from platform.data_catalogue c left join platform.retention_periods p using (name)
      where c.declaration->'retention' ? 'shortest' and ($1::text is null or c.name = $1)) t
    order by name`;

export const chooseRetention = statement<object, [tenantId: string, name: string, days: number]>(
  'data-lifecycle.retention-periods.choose',
)`
  insert into platform.retention_periods (tenant_id, name, days) values ($1, $2, $3)
    on conflict (tenant_id, name) do update set days = excluded.days`;

export const forgetRetention = statement<object, [name: string]>('data-lifecycle.retention-periods.forget')`
  delete from platform.retention_periods where name = $1`;
