import { declareAnew, functionsOf, migration } from '#platform/database';

const column = `
  -- Whether a user of the tenant has starred it.
  alter table feeds.posts add column starred boolean not null default false;
  create policy cross_tenant on feeds.post_states to palier_cross_tenant using (true);
  grant select on feeds.post_states to palier_cross_tenant`;

/** Posts that somebody has starred stay, however old they are. */
export const FeedsStarredPosts1763700006800 = migration(
  column,
  functionsOf('feeds/posts/note-star.sql'),
  `create trigger note_new_star after insert on feeds.post_states for each row when (new.starred_at is not null)
    execute function feeds.note_star();
  create trigger note_changed_star after update on feeds.post_states for each row
    when ((new.starred_at is null) <> (old.starred_at is null)) execute function feeds.note_star();
  create trigger note_lost_star after delete on feeds.post_states for each row when (old.starred_at is not null)
    execute function feeds.note_star()`,
  declareAnew('feeds.posts', {
    retention: { column: 'received_at', after: '365 days', shortest: '7 days', except: 'starred' },
  }),
);
