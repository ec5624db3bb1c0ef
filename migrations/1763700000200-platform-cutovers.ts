import { declareTable, migration } from '#platform/database';

/** A cutover is over when it was undone or finished; until then its state says what the deployment may do. */
const cutovers = `
  create table platform.cutovers (
    id uuid primary key,
    state text not null check (state in ('copying', 'draining', 'frozen', 'cut-over', 'receiving')),
    target text not null,
    arrived jsonb,
    began_at timestamptz not null default now(),
    ended_at timestamptz)`;

const oneAtATime = 'create unique index cutovers_under_way on platform.cutovers ((true)) where ended_at is null';

/**
 * For triggers that every table has while a cutover freezes the deployment. No right that was taken away has to
 * be given back exactly, and functions with their owner's rights are refused as well.
 */
const refuse = `
  create function platform.refuse_write() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
      raise exception 'A cutover is under way: % takes no writes.', tg_table_name using errcode = 'PL503';
    end $$`;

/** The cutovers of the deployment to other databases, and what refuses writes while one is under way. */
export const PlatformCutovers1763700000200 = migration(
  'PlatformCutovers1763700000200',
  cutovers,
  oneAtATime,
  refuse,
  'grant select on platform.cutovers to palier_app',
  declareTable('platform.cutovers', {
    kind: 'shared',
    holds: 'A cutover of the deployment to another database.',
    through: 'platform.cutovers',
  }),
);
