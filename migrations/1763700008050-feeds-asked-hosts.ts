import { asRole, declareTable, migration } from '#platform/database';

const tenantInForce = `nullif(current_setting('app.tenant_id', true), '')::uuid`;
const definer = 'security definer set search_path = pg_catalog, pg_temp';

/**
 * Asks for a request to a host that belongs to no claim, such as the first one to an address. As those of claims, none is sent
 * within half a second after another, or beside two fetches; and a tenant gets four of them a second for all hosts together.
 * Returns in how many milliseconds to ask again, 0 where it may be sent now.
 */
const ask = `
  create function feeds.ask_host(asked text) returns integer language plpgsql ${definer} as $$
    declare
      tenant text := 'tenant:' || ${tenantInForce};
      free_at timestamptz;
    begin
      insert into feeds.hosts (host, next_at) values (tenant, now() - interval '1 millisecond') on conflict do nothing;
      -- Always before a host, so that those who ask wait for each other in one order.
      select h.next_at into free_at from feeds.hosts h where h.host = tenant for update;
      if free_at <= clock_timestamp() then
        insert into feeds.hosts (host, next_at) values (asked, now() - interval '1 millisecond') on conflict do nothing;
        select h.next_at into free_at from feeds.hosts h where h.host = asked for update;
      end if;
      if free_at > clock_timestamp() then
        return least(ceil(extract(epoch from free_at - clock_timestamp()) * 1000), 3600000)::integer;
      end if;
      if (select count(*) from feeds.sources s where s.host = asked and s.claim is not null and s.claimed_until > now()) >= 2 then
        return 500;
      end if;
      update feeds.hosts h set next_at = clock_timestamp() + interval '0.25 seconds' where h.host = tenant;
      update feeds.hosts h set next_at = clock_timestamp() + interval '0.5 seconds' where h.host = asked;
      return 0;
    end $$`;

/** Requests that find feeds wait for their host as all others do. */
export const FeedsAskedHosts1763700008050 = migration(
  'FeedsAskedHosts1763700008050',
  ...asRole('palier_cross_tenant', 'feeds', ask, 'grant execute on function feeds.ask_host(text) to palier_app'),
  declareTable('feeds.hosts', {
    kind: 'shared',
    holds: 'When the next request may be sent to a host, or by a tenant that looks for feeds.',
    through: 'functions',
    retention: { column: 'next_at', after: '1 day' },
  }),
);
