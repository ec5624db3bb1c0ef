import { declareTenantTable, migration, user } from '#platform/database';

/** Who is signed in, and the marks that revoke their tokens. */
export const AuthSessions1763700002400 = migration(
  `create table auth.sessions (
    tenant_id     uuid not null,
    id            uuid not null,
    user_id       uuid not null,
    role          text not null check (role in ('member', 'editor', 'admin', 'owner')),
    name          text not null,
    device        text not null check (length(device) <= 200),
    address       text not null,
    region        text not null default '',
    salt          bytea not null check (octet_length(salt) = 16),
    family_hash   bytea not null check (octet_length(family_hash) = 16),
    previous_hash bytea not null check (octet_length(previous_hash) = 16),
    current_hash  bytea not null check (octet_length(current_hash) = 16),
    next_hash     bytea not null check (octet_length(next_hash) = 16),
    last_seen_at  timestamptz(3) not null,
    expires_at    timestamptz(3) not null,
    primary key (tenant_id, id)
  );
  create index sessions_of_user on auth.sessions (tenant_id, user_id, last_seen_at desc, id);
  create index sessions_by_expiry on auth.sessions (expires_at);

  create table auth.revocation_marks (
    tenant_id     uuid not null,
    user_id       uuid not null,
    ended_until   timestamptz(3),
    tokens_until  timestamptz(3),
    marked_at     timestamptz(3) not null default now(),
    primary key (tenant_id, user_id)
  );
  create index revocation_marks_by_age on auth.revocation_marks (marked_at);`,
  `grant select, insert, delete on auth.sessions to palier_app;
  grant update (role, name, device, address, region, previous_hash, current_hash, next_hash, last_seen_at, expires_at)
    on auth.sessions to palier_app;
  grant select, insert, update on auth.revocation_marks to palier_app;

  grant select (tenant_id, region, expires_at) on auth.sessions to palier_cross_tenant;
  create policy cross_tenant on auth.sessions for select to palier_cross_tenant using (true);`,
  declareTenantTable('auth.sessions', {
    holds: 'A session, where there is no Redis: device, network address, and hashes of its refresh tokens.',
    persons: [user('user_id', 'delete', 'id, device, address, region, last_seen_at, expires_at')],
    retention: { column: 'expires_at', after: '0' },
    archive: { notExported: 'the sessions of this deployment: users sign in again at another one' },
  }),
  // A mark is of use for as long as a token lives that it refuses: 10 minutes, and one for clocks that differ.
  declareTenantTable('auth.revocation_marks', {
    holds: 'From when on the sessions and tokens of a user count.',
    persons: [
      user(
        'user_id',
        { keep: 'it refuses the last tokens of the person, for 11 minutes' },
        { none: 'it holds times of revocations alone' },
      ),
    ],
    retention: { column: 'marked_at', after: '11 minutes' },
    archive: { notExported: 'revocation marks for tokens of this deployment, which live for minutes' },
  }),
);
