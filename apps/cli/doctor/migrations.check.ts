import { inspectMigrations } from '#platform/database';
import { migrations } from '../../../migrations/index.js';
import { type Diagnosis, fine, problem, warning } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'migrations';

/** Checks that the database has exactly the migrations of this version, and its functions. */
export async function checkMigrations({ settings: { databaseOwnerUrl } }: Installation): Promise<Diagnosis> {
  if (!databaseOwnerUrl) {
    const summary = 'Not checked: only the owner can read which migrations were applied.';
    return warning(name, summary, 'Set DATABASE_OWNER_URL for this command.');
  }
  const { pending, unknown } = await inspectMigrations(databaseOwnerUrl, migrations);
  const [first] = pending;
  // Migrations are added at the end of the list alone, so that no version leaves both.
  if (first && unknown.length > 0) {
    const summary = `Another build made the database: it has ${unknown[0]}, which this version lacks, and lacks ${first}.`;
    return problem(name, summary, 'Run the build that made it, or start with an empty database.');
  }
  if (first) {
    const summary = `${pending.length} migrations or files of functions are not applied; the first is ${first}.`;
    return problem(name, summary, 'Run "palier database migrate".');
  }
  if (unknown.length === 0)
    return fine(name, `All ${migrations.length} migrations and the functions of this version are applied.`);
  const summary = `The database is newer than this version: it has ${unknown.join(', ')}.`;
  return warning(name, summary, 'Run the same version as the other processes.');
}
