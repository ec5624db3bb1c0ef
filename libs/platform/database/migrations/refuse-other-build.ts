import type { Migration } from '../catalogue/migration.js';
import { databaseProblems } from '../database.errors.js';

/**
 * Refuses a database that has migrations which this version lacks, and lacks some of this version: the pending ones
 * would make again what is there. A newer version leaves nothing pending, and an older one nothing unknown, since
 * migrations are added at the end of the list alone.
 *
 * @throws Problem `database_of_other_build`
 */
export function refuseOtherBuild(
  applied: ReadonlySet<string>,
  migrations: readonly Migration[],
  pending: readonly Migration[],
): void {
  const unknown = unknownMigration(applied, migrations);
  const first = pending[0]?.name;
  if (unknown && first) throw databaseProblems.database_of_other_build({ unknown, pending: first });
}

/** A migration that this version lacks: a newer one, or another build, made the database. */
export function unknownMigration(applied: ReadonlySet<string>, migrations: readonly Migration[]): string | undefined {
  const known = new Set(migrations.map(({ name }) => name));
  return [...applied].find((name) => !known.has(name));
}
