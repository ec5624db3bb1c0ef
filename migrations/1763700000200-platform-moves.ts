import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept of the deployment's moves to other databases, and what refuses writes while one is under way. */
export class PlatformMoves1763700000200 implements MigrationInterface {
  name = 'PlatformMoves1763700000200';

  async up(runner: QueryRunner): Promise<void> {
    for (const text of [moves, oneAtATime, refuse]) await runner.query(text);
    await runner.query('revoke execute on function platform.refuse_write() from public');
    await runner.query('grant select on platform.moves to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

/** A move is over when it was taken back or finished; until then its state says what the deployment may do. */
const moves = `
  create table platform.moves (
    id uuid primary key,
    state text not null check (state in ('copying', 'resting', 'frozen', 'moved', 'arriving')),
    target text not null,
    arrived jsonb,
    began_at timestamptz not null default now(),
    ended_at timestamptz)`;

const oneAtATime = 'create unique index moves_under_way on platform.moves ((true)) where ended_at is null';

/**
 * For triggers that stand on every table while the deployment moves. No right that was taken away has to
 * be given back exactly, and functions with their owner's rights are refused as well.
 */
const refuse = `
  create function platform.refuse_write() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      raise exception 'The house is moving: % takes no writes.', tg_table_name using errcode = 'PL503';
    end $$`;
