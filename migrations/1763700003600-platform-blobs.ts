import { asRole, declareTable, migration } from '#platform/database';

const table = `
  create table platform.blobs (
    tenant_id          uuid not null,
    digest             text collate "C" not null check (digest ~ '^[0-9a-f]{64}$'),
    bytes              bigint not null check (bytes >= 0),
    crc32              bigint not null check (crc32 between 0 and 4294967295),
    encoding           text collate "C" not null check (encoding in ('identity', 'deflate')),
    stored_bytes       bigint not null check (stored_bytes >= 0),
    -- Since when it may be that no row refers to it; null while one does.
    maybe_unused_since timestamptz(3) default now(),
    primary key (tenant_id, digest)
  );
  create index blobs_maybe_unused on platform.blobs (maybe_unused_since) where maybe_unused_since is not null;
  grant select, insert, delete on platform.blobs to palier_app;
  grant update (maybe_unused_since) on platform.blobs to palier_app`;

/** The blobs that deleted rows referred to may be unused from then on. Rows never change the blob that they refer to. */
const release = `
  create function platform.release_blobs() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
    begin
      execute format('update platform.blobs b set maybe_unused_since = now() from (select distinct tenant_id, %1$I as digest
        from removed where %1$I is not null order by 1, 2) r where b.tenant_id = r.tenant_id and b.digest = r.digest', tg_argv[0]);
      return null;
    end $$;

  create function platform.refer_to_blobs(target text, referring text) returns void language plpgsql as $$
    begin
      execute format('drop trigger if exists %I on %s', 'release_' || referring, target);
      execute format('create trigger %I after delete on %s referencing old table as removed for each statement
        execute function platform.release_blobs(%L)', 'release_' || referring, target, referring);
    end $$`;

/**
 * The oldest blobs of all tenants that may be unused, and whether a row refers to them: reads every table that is declared
 * to refer to blobs, as the backup role.
 */
const doubtful = `
  create function platform.doubtful_blobs(before timestamptz, most integer)
    returns table (tenant_id uuid, used text[], unused text[])
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
    declare
      referred text := (select string_agg(format('exists (select from %s h where h.tenant_id = b.tenant_id and h.%I = b.digest)',
        c.name, r.key), ' or ') from platform.data_catalogue c, jsonb_each(c.declaration->'blobs') r);
    begin
      return query execute format('select t.tenant_id, coalesce(array_agg(t.digest) filter (where t.referred), ''{}''),
          coalesce(array_agg(t.digest) filter (where not t.referred), ''{}'')
        from (select b.tenant_id, b.digest::text as digest, %s as referred from (select d.tenant_id, d.digest from platform.blobs d
          where d.maybe_unused_since < $1 order by d.maybe_unused_since limit $2) b) t group by 1', coalesce(referred, 'false'))
        using before, most;
    end $$`;

/** The bytes that count against the quota of the tenant in force: of each row that refers to a blob and says how many. */
const counted = `
  create function platform.count_storage_bytes() returns bigint language plpgsql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
      target text;
      digest text;
      counting text;
      bytes bigint;
      total bigint := 0;
    begin
      for target, digest, counting in select c.name, r.key, r.value #>> '{}' from platform.data_catalogue c, jsonb_each(c.declaration->'blobs') r
          where r.value <> 'null' loop
        execute format('select coalesce(sum(%I), 0) from %s where tenant_id = $1 and %I is not null', counting, target, digest) into bytes using tenant;
        total := total + bytes;
      end loop;
      return total;
    end $$`;

/** What is kept in the storage of files. */
export const PlatformBlobs1763700003600 = migration(
  'PlatformBlobs1763700003600',
  table,
  release,
  ...asRole(
    'palier_backup',
    'platform',
    doubtful,
    counted,
    'grant execute on function platform.doubtful_blobs(timestamptz, integer), platform.count_storage_bytes() to palier_app',
  ),
  declareTable('platform.blobs', {
    kind: 'tenant',
    holds: 'A file in the storage, by the SHA-256 of its content.',
  }),
);
