import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which operator gave an invitation, and how those that one gave are revoked in every tenant. */
export class AuthOperatorInvitations1763683203000 implements MigrationInterface {
  name = 'AuthOperatorInvitations1763683203000';

  async up(runner: QueryRunner): Promise<void> {
    // A user of the tenant `platform` or an operators' key; null where a member of the tenant or the command line gave it.
    await runner.query('alter table auth.invitations add column operator_id uuid');
    await runner.query(grants);
    await runner.query(functions);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// Who locks a row for share needs the right to update some column of it; the functions write to no user.
const grants = `
  grant usage, create on schema auth to palier_ground;
  grant select (tenant_id, id, role, state), update (version) on auth.users to palier_ground;
  grant select (tenant_id, id, operator_id, accepted_at, revoked_at), update (revoked_at, hashes)
    on auth.invitations to palier_ground;
  create policy ground on auth.users to palier_ground using (tenant_id = '00000000-0000-7000-8000-000000000000');
  create policy ground on auth.invitations to palier_ground using (operator_id is not null);
`;

// Of an operator who gives access in another tenant: whoever changes them waits until that transaction ends.
const functions = `
  set local role palier_ground;
  create function auth.lock_operator(operator uuid) returns table (role text, state text)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    select u.role, u.state from auth.users u
    where u.tenant_id = '00000000-0000-7000-8000-000000000000' and u.id = operator for share
  $$;
  create function auth.revoke_invitations_of_operator(operator uuid) returns table (tenant_id uuid, id uuid)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
    update auth.invitations i set revoked_at = now(), hashes = '{}'
    where i.operator_id = operator and i.accepted_at is null and i.revoked_at is null
    returning i.tenant_id, i.id
  $$;
  revoke execute on function auth.lock_operator, auth.revoke_invitations_of_operator from public;
  grant execute on function auth.lock_operator, auth.revoke_invitations_of_operator to palier_app;
  reset role;
  revoke create on schema auth from palier_ground;
`;
