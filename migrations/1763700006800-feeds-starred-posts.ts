import { asRole, declareTable, migration } from '#platform/database';

const column = `
  -- Whether a user of the tenant has starred it.
  alter table feeds.posts add column starred boolean not null default false;
  create policy cross_tenant on feeds.post_states to palier_cross_tenant using (true);
  grant select on feeds.post_states to palier_cross_tenant`;

const note = `
  create function feeds.note_star() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    declare
      tenant uuid := coalesce(new.tenant_id, old.tenant_id);
      post uuid := coalesce(new.post_id, old.post_id);
    begin
      -- First, so that the next statement sees the stars of all who had it locked. Their states lock its key, which this leaves.
      perform from feeds.posts p where p.tenant_id = tenant and p.id = post for no key update;
      update feeds.posts p set starred = not p.starred where p.tenant_id = tenant and p.id = post and p.starred <> exists (
        select from feeds.post_states st where st.tenant_id = tenant and st.post_id = post and st.starred_at is not null);
      return null;
    end $$`;

const triggers = `
  create trigger note_new_star after insert on feeds.post_states for each row when (new.starred_at is not null)
    execute function feeds.note_star();
  create trigger note_changed_star after update on feeds.post_states for each row
    when ((new.starred_at is null) <> (old.starred_at is null)) execute function feeds.note_star();
  create trigger note_lost_star after delete on feeds.post_states for each row when (old.starred_at is not null)
    execute function feeds.note_star()`;

/** Posts that somebody has starred stay, however old they are. */
export const FeedsStarredPosts1763700006800 = migration(
  'FeedsStarredPosts1763700006800',
  column,
  ...asRole('palier_cross_tenant', 'feeds', note, 'grant execute on function feeds.note_star() to palier_owner'),
  triggers,
  declareTable('feeds.posts', {
    kind: 'tenant',
    holds: 'A post of a feed, as the tenant received it.',
    uuids: { subscription_id: 'feeds.subscriptions' },
    retention: { column: 'received_at', after: '365 days', shortest: '7 days', except: 'starred' },
  }),
);
