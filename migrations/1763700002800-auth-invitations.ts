import { declareTenantTable, email, migration, user } from '#platform/database';

// One address and no list of them, nor a header of a mail; what Unicode has besides is the application's to refuse.
const inAddress = '[^@\\u0001-\\u0020\\u007f-\\u00a0"(),:;<>\\u005b-\\u005d]';
const emailForm = `email ~ '^${inAddress}{1,64}@${inAddress}+\\.${inAddress}+$'`;

/** Who was asked to join a tenant, and how those that an operator gave are revoked in every tenant. */
export const AuthInvitations1763700002800 = migration(
  // The partial index makes a new invitation replace the open one of the same address.
  `create table auth.invitations (
    tenant_id uuid not null,
    id uuid not null,
    email text collate "C" not null check (email = lower(email) and length(email) between 3 and 254),
    role text not null check (role in ('member', 'editor', 'admin', 'owner')),
    locale text check (locale in ('en', 'fr')),
    hashes bytea[] not null default '{}' check (cardinality(hashes) <= 8),
    invited_by uuid,
    -- A user of the tenant platform or an operators' key; null where a member of the tenant or the command line gave it.
    operator_id uuid,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    accepted_at timestamptz(3),
    revoked_at timestamptz(3),
    primary key (tenant_id, id),
    foreign key (tenant_id, invited_by) references auth.users (tenant_id, id) on delete set null (invited_by),
    -- The same as of auth.users.
    constraint invitations_email_form check (${emailForm})
  );
  create unique index invitations_open on auth.invitations (tenant_id, email)
    where accepted_at is null and revoked_at is null;
  create index invitations_by_creation on auth.invitations (tenant_id, created_at, id)
    where accepted_at is null and revoked_at is null;
  create index invitations_by_inviter on auth.invitations (tenant_id, invited_by);
  create index invitations_by_operator on auth.invitations (operator_id)
    where accepted_at is null and revoked_at is null;
  create index invitations_by_expiry on auth.invitations (expires_at);
  create index invitations_of_tenant_by_expiry on auth.invitations (tenant_id, expires_at);
  create index invitations_by_address on auth.invitations (tenant_id, email);`,
  'grant select, insert, update, delete on auth.invitations to palier_app',
  `grant select (tenant_id, id, operator_id, accepted_at, revoked_at), update (revoked_at, hashes)
    on auth.invitations to palier_cross_tenant;
  create policy cross_tenant on auth.invitations to palier_cross_tenant using (operator_id is not null)`,
  declareTenantTable('auth.invitations', {
    holds: 'Who was asked to join a tenant: the address, the role, and who asked.',
    persons: [
      email('email', 'delete', 'id, email, role, locale, created_at, expires_at'),
      user('invited_by', 'detach', 'id, role, created_at, accepted_at, revoked_at'),
    ],
    uuids: { operator_id: 'a user of the tenant platform, or an operators’ key' },
    retention: { column: 'expires_at', after: '30 days', shortest: '1 day' },
    archive: { notCopied: 'links that the original mailed' },
  }),
);
