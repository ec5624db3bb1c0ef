import { asRole, declareTable, migration } from '#platform/database';

/** Uploads that announced a blob and have not referred to it yet; what died since its announcement counts for a day. */
const announcements = `
  alter table platform.blobs
    add column announcements integer not null default 0,
    add column announced_at timestamptz(3);
  grant update (announcements, announced_at) on platform.blobs to palier_app`;

/**
 * The blobs of the tenant in force that rows released since and to which no row refers, those that uploads announced only
 * when asked for; `among` some, or all where it is null. Reads every table that is declared to refer to blobs, as the backup
 * role.
 */
const unreferred = `
  create function platform.unreferred_blobs(since timestamptz, announced boolean, among text[], most integer)
    returns table (digest text) language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
    declare
      tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
      unreferred text := (select string_agg(format(' and not exists (select from %s h where h.tenant_id = b.tenant_id
        and h.%I = b.digest)', c.name, r.key), '') from platform.data_catalogue c, jsonb_each(c.declaration->'blobs') r);
    begin
      return query execute 'select b.digest::text from platform.blobs b where b.tenant_id = $1 and b.maybe_unused_since >= $2
          and ($3 or b.announcements = 0 or b.announced_at < now() - interval ''1 day'') and ($4 is null or b.digest = any ($4))'
        || coalesce(unreferred, '') || ' limit $5' using tenant, since, announced, among, most;
    end $$`;

/** Who erases a person deletes the files at once, and must know which of them an upload waits for. */
export const PlatformAnnouncedBlobs1763700003900 = migration(
  'PlatformAnnouncedBlobs1763700003900',
  announcements,
  ...asRole(
    'palier_backup',
    'platform',
    unreferred,
    'grant execute on function platform.unreferred_blobs(timestamptz, boolean, text[], integer) to palier_app',
  ),
  declareTable('platform.blobs', {
    kind: 'tenant',
    holds: 'A file in the storage, by the SHA-256 of its content.',
  }),
);
