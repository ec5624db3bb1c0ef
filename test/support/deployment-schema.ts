import type { Schema } from '#platform/backup';
import { migrate } from '#platform/database';
import { migrations } from '../../migrations/index.js';

/** The migrations of this version, and how to apply them, as in the command line. */
export const deploymentSchema: Schema = {
  migrations: migrations.map(({ name }) => name),
  migrate: async (ownerUrl, names) => {
    const named = migrations.filter(({ name }) => names.includes(name));
    // Functions of today may need tables that the others make.
    await migrate(ownerUrl, named, named.length < migrations.length ? [] : undefined);
  },
};
