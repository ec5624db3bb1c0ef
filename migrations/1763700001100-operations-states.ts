import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Slow work as its clients follow it, and the one function that lets go of it, for every tenant. */
export class OperationsStates1763700001100 implements MigrationInterface {
  name = 'OperationsStates1763700001100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform.operations (
        tenant_id uuid not null,
        id uuid not null,
        kind text not null check (length(kind) between 3 and 100),
        -- Which permission it takes to cancel the operation; the default is that of purges.
        cancel_permission text not null default 'platform.tenants.write'
          check (length(cancel_permission) between 3 and 100),
        state text not null default 'queued'
          check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled')),
        progress double precision not null default 0 check (progress between 0 and 1),
        result json,
        error json,
        version integer not null default 1,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        primary key (tenant_id, id)
      )`);
    await runner.query("select platform.protect_tenant_table('platform.operations')");
    await runner.query('create index operations_by_state on platform.operations (tenant_id, state, id)');
    await runner.query('create index operations_by_age on platform.operations (created_at)');
    await runner.query(`
      grant select, insert, update (state, progress, result, error, version, updated_at)
         on platform.operations to palier_app`);
    await runner.query('grant select, delete on platform.operations to palier_cross_tenant');
    await runner.query(`
      create policy cross_tenant on platform.operations to palier_cross_tenant using (true) with check (true)`);
    await runner.query('set local role palier_cross_tenant');
    await runner.query(expire);
    await runner.query('revoke execute on function platform.expire_operations(integer) from public');
    await runner.query('grant execute on function platform.expire_operations(integer) to palier_app');
    await runner.query('reset role');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** Removes up to `most` operations that began more than 30 days ago, and says how many. */
const expire = `
  create function platform.expire_operations(most integer) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with old as (
        select tenant_id, id from platform.operations
         where created_at < now() - interval '30 days' order by created_at limit most
      ), removed as (
        delete from platform.operations o using old where (o.tenant_id, o.id) = (old.tenant_id, old.id) returning 1
      )
      select count(*)::integer from removed
    $$`;
