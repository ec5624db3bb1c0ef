import { declareTenantTable, migration, user } from '#platform/database';

/** The devices that someone signed in from. */
export const AuthKnownDevices1763700002600 = migration(
  `
    create table auth.known_devices (
      tenant_id uuid not null,
      user_id uuid not null,
      token_hash bytea not null check (octet_length(token_hash) = 32),
      created_at timestamptz(3) not null default now(),
      last_seen_at timestamptz(3) not null default now(),
      primary key (tenant_id, user_id, token_hash),
      foreign key (tenant_id, user_id) references auth.users on delete cascade
    )`,
  'grant select, insert, update, delete on auth.known_devices to palier_app',
  `create index known_devices_by_age on auth.known_devices (last_seen_at);
    create index known_devices_of_tenant_by_age on auth.known_devices (tenant_id, last_seen_at)`,
  declareTenantTable('auth.known_devices', {
    holds: 'A device that a user signed in from, by the hash of its cookie.',
    persons: [user('user_id', 'delete', 'created_at, last_seen_at')],
    retention: { column: 'last_seen_at', after: '180 days', shortest: '30 days' },
    archive: { notCopied: 'what devices that signed in to the original present' },
  }),
);
