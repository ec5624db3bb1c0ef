import { statement } from '#platform/database';

/** Returns no row when the limit would be exceeded; a limit of null is none. Locks the counter until the commit. */
export const takeCapacity = statement<
  { used: number },
  [tenantId: string, quota: string, n: number, limit: number | null]
>('tenants.usage.take')`
  insert into tenants.usage as held (tenant_id, quota, used)
    select $1, $2, $3::bigint where $4::bigint is null or $3::bigint <= $4
    on conflict (tenant_id, quota) do update set used = held.used + excluded.used
    where $4::bigint is null or held.used + excluded.used <= $4
    returning used::float8 as used`;

/** Returns no row when nothing was ever taken. */
export const giveBackCapacity = statement<{ used: number }, [quota: string, n: number]>('tenants.usage.give-back')`
  update tenants.usage set used = used - $2::bigint where quota = $1 returning used::float8 as used`;

export const heldOf = statement<{ used: number }, [quota: string]>('tenants.usage.held')`
  select used::float8 as used from tenants.usage where quota = $1`;

/** Locks the counter until the commit. */
export const lockHeld = statement<{ used: number }, [quota: string]>('tenants.usage.lock')`
  select used::float8 as used from tenants.usage where quota = $1 for update`;

/** Sets a counter; nothing where there is none. */
export const setHeld = statement<object, [quota: string, used: number]>('tenants.usage.set')`
  update tenants.usage set used = $2::bigint where quota = $1 and used <> $2::bigint`;

/** The current tenant's use of capacity quotas, and of today's rate quotas. */
export const useOfTenant = statement<{ quota: string; used: number }>('tenants.usage.all')`
  select quota, used::float8 as used from tenants.usage
    union all
    select quota, used::float8 from tenants.daily_use where day = (now() at time zone 'UTC')::date`;

/** Adds to the daily use of many tenants, and returns the use by all processes. Adding 0 only reads. */
export const addDailyUse = statement<
  { tenant: string; quota: string; day: string; used: number },
  [tenants: string[], quotas: string[], days: string[], amounts: number[]]
>('tenants.usage.add-daily')`
  select tenant, quota, day::text as day, used::float8 as used
    from tenants.add_daily_use($1::uuid[], $2::text[], $3::date[], $4::bigint[])`;
