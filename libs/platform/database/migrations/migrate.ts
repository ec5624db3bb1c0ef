import { DataSource } from 'typeorm';
import type { Migration } from '../catalogue/migration.js';
import { asProblem } from '../connection/failures.js';
import { applyFunctions } from '../functions/apply-functions.js';
import { type FunctionFile, functionFiles } from '../functions/function-files.js';
import { applyMigration } from './apply-migration.js';
import { dropInvalidIndexes } from './drop-invalid-indexes.js';
import { withMigrationLock } from './migration-lock.js';
import { appliedMigrations } from './migration-record.js';
import { refuseOtherBuild, unknownMigration } from './refuse-other-build.js';

/**
 * Applies the pending `migrations`, in order, then the `functions` that changed. Any number of processes may call it at once:
 * one works, the others wait and then find nothing to do. Each migration is one transaction, unless it is
 * outside of any; such a migration may be interrupted anywhere and then runs again from its start.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 * @param functions those of the product; none where a part of the migrations is applied
 * @returns the names of the migrations and of the files of functions that were applied by this call
 * @throws Problem `database_unavailable` when the server cannot be reached; `database_of_other_build`;
 * `function_incompatible`; errors of a migration.
 */
export async function migrate(
  ownerUrl: string,
  migrations: readonly Migration[],
  functions: readonly FunctionFile[] = functionFiles(),
): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    applicationName: 'palier migrate',
    installExtensions: false,
    poolSize: 2,
    connectTimeoutMS: 5000,
    extra: { keepAlive: true },
  });
  try {
    await dataSource.initialize();
    return await withMigrationLock(dataSource, async () => {
      const applied = await appliedMigrations(dataSource);
      const pending = migrations.filter((migration) => !applied.has(migration.name));
      refuseOtherBuild(applied, migrations, pending);
      for (const migration of pending) {
        await dropInvalidIndexes(dataSource);
        await applyMigration(dataSource, migration);
      }
      // A newer version made its functions, which may never have had the text of this one.
      if (unknownMigration(applied, migrations)) return [];
      return [...pending.map(({ name }) => name), ...(await applyFunctions(dataSource, functions))];
    });
  } catch (error) {
    throw asProblem(error);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}
