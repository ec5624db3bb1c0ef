import type { Schema } from '#platform/backup';
import { migrate } from '#platform/database';
import { migrations } from '../../migrations/index.js';

/** The migrations of this version, and how to apply them, as in the command line. */
export const deploymentSchema: Schema = {
  migrations: migrations.map(({ name }) => name),
  migrate: async (ownerUrl, names) => {
    await migrate(
      ownerUrl,
      migrations.filter(({ name }) => names.includes(name)),
    );
  },
};
