import { declareAnew, migration, user } from '#platform/database';

/** A member makes keys that act as themself, for programs such as feed readers. */
export const AuthPersonalKeys1763700007400 = migration(
  `alter table auth.api_keys
    -- The user that a personal key acts as.
    add column user_id uuid,
    drop constraint api_keys_kind_check,
    add constraint api_keys_kind check (kind in ('publishable', 'secret', 'personal')) not valid,
    add constraint api_keys_personal check (kind = 'personal' or user_id is null) not valid`,
  'grant delete on auth.api_keys to palier_app',
  declareAnew('auth.api_keys', {
    holds: 'An API key of a tenant or of one user: its name, scopes and hash, and who made it.',
    persons: [
      user('user_id', 'delete', 'id, kind, name, scopes, created_at, last_used_at, revoked_at'),
      user('made_by', 'detach', 'id, kind, name, created_at, revoked_at'),
    ],
  }),
);
