import { asRole, declareTable, migration } from '#platform/database';

/**
 * Finds as before. Of a table whose partitions are dropped at the age at which its rows expire, only the default partition
 * may have rows that no drop deletes; else rows are found by the plans of tenants alone, and no index led by the time is needed.
 * Looking into each old partition for each tenant would take minutes: it looks at the three days before the age alone, and once
 * a day, at a time that differs among tenants, at all, since a plan may have become smaller.
 */
const findExpired = `
  create or replace function platform.find_expired(target text, most integer, without uuid[], bounded uuid[], days integer[])
    returns table (tenant_id uuid, leaf text, places text[])
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
    set enable_bitmapscan = off as $$
    declare
      declared jsonb;
      undropped text;
      found text;
    begin
      -- Only the name of a declared table becomes part of a statement.
      select c.declaration into strict declared from platform.data_catalogue c
        where c.name = target and c.declaration ? 'retention';
      undropped := coalesce((select p.partdefid::regclass::text from pg_partitioned_table p where p.partrelid = target::regclass
        and declared->'partitions'->>'by' = declared->'retention'->>'column'
        and declared->'partitions'->>'keep' = declared->'retention'->>'after'), target);
      found := format('(select %s as tenant, t.tableoid::regclass as leaf, t.ctid as place from %s t where %s and %s
          order by %I limit $1)', case declared->>'kind' when 'shared' then 'null::uuid' else 't.tenant_id' end, undropped,
        platform.expired_rows(target, format('%L::interval', declared->'retention'->>'after')),
        case declared->>'kind' when 'shared' then 'true' else 't.tenant_id <> all ($2)' end,
        declared->'retention'->>'column');
      if declared->'retention' ? 'shortest' then
        found := found || format(' union (select r.* from platform.retention_periods p cross join lateral (
            select t.tenant_id, t.tableoid::regclass, t.ctid from %s t where t.tenant_id = p.tenant_id and %s
            order by %I limit $1) r where p.name = %L and p.tenant_id <> all ($2) limit $1)', target,
          platform.expired_rows(target, format('platform.retention_of(%L, p.tenant_id)', target)),
          declared->'retention'->>'column', target);
      end if;
      if declared->'retention' ? 'quota' then
        -- Computed once for a tenant, not for each partition.
        found := found || format(' union (select r.* from unnest($3, $4) as p (tenant_id, days)
            cross join lateral (select platform.retention_of(%L, p.tenant_id, p.days) as kept offset 0) a cross join lateral (
            select t.tenant_id, t.tableoid::regclass, t.ctid from %s t where t.tenant_id = p.tenant_id and %s and %s
            order by %I limit $1) r where p.tenant_id <> all ($2) limit $1)', target, target,
          platform.expired_rows(target, 'a.kept'),
          case when undropped = target then 'true' else format('t.%I >= case
            when abs(hashtext(p.tenant_id::text) %% 288) = floor(extract(epoch from now()) / 300)::integer %% 288
            then ''-infinity'' else now() - a.kept - interval ''3 days'' end', declared->'retention'->>'column') end,
          declared->'retention'->>'column');
      end if;
      return query execute format('select tenant, leaf::text, array_agg(place::text) from (
        select * from (%s) f limit $1) expired group by 1, 2', found) using most, without, bounded, days;
    end $$`;

/** Of events, their counts and the ledger, so that they go together. */
const retention = { after: '13 months', quota: 'eventDays' };

/** Events, their counts and the ledger stay for as long as the plan of their tenant says, and for 13 months at most. */
export const AnalyticsPlanRetention1763700008231 = migration(
  'AnalyticsPlanRetention1763700008231',
  ...asRole('palier_backup', 'platform', findExpired),
  declareTable('analytics.events', {
    kind: 'tenant',
    holds: 'What a client did or saw, as it was sent.',
    partitions: { span: 'day', by: 'occurred_at', ahead: 2, behind: 8, keep: retention.after },
    retention: { column: 'occurred_at', ...retention },
    persons: [
      {
        column: 'subject',
        is: 'subject',
        erasure: 'pseudonym',
        exports: ['id', 'occurred_at', 'received_at', 'name', 'session', 'properties', 'client', 'country'],
      },
    ],
  }),
  declareTable('analytics.event_counts', {
    kind: 'tenant',
    holds: 'How many events of an hour and a name were stored, by the day on which they came.',
    retention: { column: 'hour', ...retention },
  }),
  declareTable('analytics.ledger', {
    kind: 'tenant',
    holds: 'What became of the events that came in an hour with a key.',
    uuids: { key_id: 'the API key' },
    retention: { column: 'hour', ...retention },
  }),
);
