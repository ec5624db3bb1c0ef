import { statement } from '#platform/database';
import type { Purge } from './purges.dto.js';

export type PurgeRow = Omit<Purge, 'receipt'>;

const columns = `id, slug, asked_by as "askedBy", counts, began_at as "beganAt", ended_at as "endedAt"`;

export const insertPurge = statement<object, [tenantId: string, id: string, slug: string, askedBy: string]>(
  'tenants.purges.insert',
)`
  insert into tenants.purges (tenant_id, id, slug, asked_by) values ($1, $2, $3, $4)`;

export const purgeOfTenant = statement<PurgeRow>('tenants.purges.of-tenant')`select ${columns} from tenants.purges`;

/** Locks the purge, so that only one process takes a step at a time. */
export const lockPurge = statement<PurgeRow>('tenants.purges.lock')`
  update tenants.purges set seen_at = now() where ended_at is null returning ${columns}`;

/** Adds deleted rows to the counts, by table. */
export const addCounts = statement<object, [counts: string]>('tenants.purges.add-counts')`
  update tenants.purges set seen_at = now(), counts = (
      select coalesce(jsonb_object_agg(name, total), '{}') from (
        select name, sum(rows::bigint) as total
        from (select * from jsonb_each_text(counts) union all select * from jsonb_each_text($1::jsonb)) as each (name, rows)
        group by name) as totals)
    where ended_at is null`;

export const endPurge = statement<{ endedAt: Date }>('tenants.purges.end')`
  update tenants.purges set ended_at = now() where ended_at is null returning ended_at as "endedAt"`;

/** Deletes a batch of rows of the current tenant, which is being purged; returns no row once every table is empty. */
export const deleteRows = statement<{ name: string; deleted: number }, [most: number]>('tenants.purges.delete-rows')`
  select name, deleted::float8 as deleted from tenants.purge_rows($1)`;

/** Counts the current tenant's remaining rows, in every table. */
export const rowsLeft = statement<{ name: string; kept: boolean; rows: number }>('tenants.purges.rows-left')`
  select name, kept, rows::float8 as rows from tenants.rows_left()`;

/** Tenants whose grace period is over. */
export const dueTenants = statement<{ id: string }, [limit: number]>('tenants.purges.due')`
  select id from tenants.tenants where state = 'deleting' and purge_at <= now() order by purge_at, id limit $1`;

/** Tenants whose purge has begun and not ended. */
export const purgingTenants = statement<{ id: string }, [limit: number]>('tenants.purges.going-on')`
  select id from tenants.tenants where state = 'purging' order by id limit $1`;

/** Claims a purge without progress in the last minutes, or seen by a clock that was ahead; returns no row otherwise. */
export const claimIdlePurge = statement<{ id: string }, [minutes: number]>('tenants.purges.claim-idle')`
  update tenants.purges set seen_at = now()
    where ended_at is null and seen_at not between now() - make_interval(mins => $1) and now() + interval '1 minute'
    returning id`;
