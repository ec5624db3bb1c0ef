import { declarePersonTable, declareSharedTable, migration, user } from '#platform/database';

/** The keys of persons, and the id by which a deployment knows its own keys files. */
export const PlatformPersonKeys1763700008440 = migration(
  `create table platform.person_keys (
    tenant_id uuid not null,
    user_id uuid not null,
    purpose text collate "C" not null check (length(purpose) between 1 and 60),
    -- By the master key, with the purpose and the id of the user.
    sealed bytea not null check (length(sealed) between 61 and 200),
    made_at timestamptz(3) not null default now(),
    primary key (tenant_id, user_id, purpose)
  );
  grant select, insert on platform.person_keys to palier_app`,
  declarePersonTable('platform.person_keys', {
    holds: 'The key that seals what a context holds of a person for one purpose. It is sealed itself.',
    persons: [user('user_id', 'delete', 'purpose, made_at')],
    sealed: { sealed: '{purpose} {user_id}' },
    keys: ['sealed'],
  }),
  // An id that stays through restores and cutovers.
  `create table platform.deployment (
    id uuid primary key,
    only_one boolean not null default true unique check (only_one)
  );
  insert into platform.deployment (id) values (gen_random_uuid())`,
  declareSharedTable('platform.deployment', {
    holds: 'The id of the deployment, which its archives and keys files have, too.',
    uuids: { id: 'the deployment' },
    through: 'migrations',
  }),
);
