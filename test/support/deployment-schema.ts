import type { Schema } from '#platform/backup';
import { migrate } from '#platform/database';
import { migrations } from '../../migrations/index.js';

/** How a database gets the tables of the deployment, as the command line knows it. */
export const deploymentSchema: Schema = {
  migrations: migrations.map(({ name }) => name),
  migrate: async (ownerUrl, names) => {
    await migrate(
      ownerUrl,
      migrations.filter(({ name }) => names.includes(name)),
    );
  },
};
