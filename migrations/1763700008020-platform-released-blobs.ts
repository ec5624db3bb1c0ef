import { migration } from '#platform/database';

/**
 * What deleted rows referred to may be deleted at once, and not after a day; what an upload announced meanwhile waits for that
 * day. Until it is deleted, its bytes leave no room for uploads.
 */
const release = `
  create or replace function platform.release_blobs() returns trigger language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
    begin
      execute format('update platform.blobs b
        set maybe_unused_since = case when b.announcements = 0 then to_timestamp(0) else now() end
        from (select distinct tenant_id, %1$I as digest
        from removed where %1$I is not null order by 1, 2) r where b.tenant_id = r.tenant_id and b.digest = r.digest', tg_argv[0]);
      return null;
    end $$`;

/** Bytes that no row refers to any more are released as the row is deleted. */
export const PlatformReleasedBlobs1763700008020 = migration('PlatformReleasedBlobs1763700008020', release);
