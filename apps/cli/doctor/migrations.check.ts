import { inspectMigrations } from '#platform/database';
import { migrations } from '../../../migrations/index.js';
import { type Diagnosis, fine, problem, warning } from './diagnosis.js';
import type { Installation } from './installation.js';

/** Checks that the database has exactly the migrations of this version, and its functions. */
export async function checkMigrations({ settings }: Installation): Promise<Diagnosis[]> {
  if (!settings.databaseOwnerUrl) return [unchecked];
  const { pending, unknown } = await inspectMigrations(settings.databaseOwnerUrl, migrations);
  if (pending.length > 0) return [unknown.length > 0 ? ofOtherBuild(unknown, pending) : behind(pending)];
  return [unknown.length > 0 ? ahead(unknown) : upToDate];
}

const unchecked = warning(
  'migrations',
  'Not checked: only the owner can read which migrations were applied.',
  'Set DATABASE_OWNER_URL for this command.',
);

function behind(pending: readonly string[]): Diagnosis {
  return problem(
    'migrations',
    `${pending.length} migrations or files of functions are not applied; the first is ${pending[0]}.`,
    'Run "palier database migrate".',
  );
}

/** Migrations are added at the end of the list alone, so that no version leaves both. */
function ofOtherBuild(unknown: readonly string[], pending: readonly string[]): Diagnosis {
  return problem(
    'migrations',
    `Another build made the database: it has ${unknown[0]}, which this version lacks, and lacks ${pending[0]}.`,
    'Run the build that made it, or start with an empty database.',
  );
}

function ahead(unknown: readonly string[]): Diagnosis {
  return warning(
    'migrations',
    `The database is newer than this version: it has ${unknown.join(', ')}.`,
    'Run the same version as the other processes.',
  );
}

const upToDate = fine(
  'migrations',
  `All ${migrations.length} migrations and the functions of this version are applied.`,
);
