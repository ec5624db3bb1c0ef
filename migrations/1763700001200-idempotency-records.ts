import type { MigrationInterface, QueryRunner } from 'typeorm';

/** First answers to requests with an Idempotency-Key, and the one function that lets go of them, for every tenant. */
export class IdempotencyRecords1763700001200 implements MigrationInterface {
  name = 'IdempotencyRecords1763700001200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table platform.idempotency_records (
        tenant_id uuid not null,
        key_hash bytea not null check (octet_length(key_hash) = 32),
        fingerprint bytea not null check (octet_length(fingerprint) = 32),
        status smallint check (status between 200 and 399),
        headers jsonb not null,
        body bytea check (octet_length(body) <= 1048576),
        created_at timestamptz(3) not null default now(),
        primary key (tenant_id, key_hash)
      )`);
    await runner.query("select platform.protect_tenant_table('platform.idempotency_records')");
    await runner.query('create index idempotency_records_by_age on platform.idempotency_records (created_at)');
    await runner.query('grant select, insert, update on platform.idempotency_records to palier_app');
    await runner.query('grant select, delete on platform.idempotency_records to palier_cross_tenant');
    await runner.query(`
      create policy cross_tenant on platform.idempotency_records to palier_cross_tenant using (true) with check (true)`);
    await runner.query('set local role palier_cross_tenant');
    await runner.query(expire);
    await runner.query('revoke execute on function platform.expire_idempotency_records(integer) from public');
    await runner.query('grant execute on function platform.expire_idempotency_records(integer) to palier_app');
    await runner.query('reset role');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** Removes up to `most` records older than 24 hours, and says how many; one that was written anew meanwhile stays. */
const expire = `
  create function platform.expire_idempotency_records(most integer) returns integer
    language sql security definer set search_path = pg_catalog, pg_temp as $$
      with old as (
        select tenant_id, key_hash from platform.idempotency_records
         where created_at < now() - interval '24 hours' order by created_at limit most
      ), removed as (
        delete from platform.idempotency_records r using old
         where (r.tenant_id, r.key_hash) = (old.tenant_id, old.key_hash)
           and r.created_at < now() - interval '24 hours' returning 1
      )
      select count(*)::integer from removed
    $$`;
