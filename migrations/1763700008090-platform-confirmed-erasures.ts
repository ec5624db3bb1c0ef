import { migration } from '#platform/database';

/** The application may change who asked for an erasure in this way alone: from the person to whoever confirms it. */
export const PlatformConfirmedErasures1763700008090 = migration(
  'PlatformConfirmedErasures1763700008090',
  `
    create function platform.confirm_erasure(person uuid, by text) returns setof uuid language sql security definer
      set search_path = pg_catalog, pg_temp as $$
        update platform.erasures e set asked_by = by
          where e.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and e.user_id = person
            and e.state = 'pending' and e.asked_by = 'member:' || person
          returning e.user_id $$`,
  'grant execute on function platform.confirm_erasure to palier_app',
);
