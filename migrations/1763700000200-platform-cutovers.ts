import { declareSharedTable, migration } from '#platform/database';

const oneAtATime = 'create unique index cutovers_under_way on platform.cutovers ((true)) where ended_at is null';

/** The cutovers of the deployment to other databases, and what refuses writes while one is under way. */
export const PlatformCutovers1763700000200 = migration(
  // A cutover is over when it was undone or finished; until then its state says what the deployment may do.
  `create table platform.cutovers (
    id uuid primary key,
    state text not null check (state in ('copying', 'draining', 'frozen', 'cut-over', 'receiving')),
    target text not null,
    arrived jsonb,
    began_at timestamptz not null default now(),
    ended_at timestamptz)`,
  oneAtATime,
  'grant select on platform.cutovers to palier_app',
  declareSharedTable('platform.cutovers', {
    holds: 'A cutover of the deployment to another database.',
    through: 'platform.cutovers',
  }),
);
