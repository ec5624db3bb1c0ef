import { backupProblems, type DatabaseServer, type Schema } from '#platform/backup';
import { readSettings } from '#platform/config';
import { attachEmbedded, migrate, namingFullDisk } from '#platform/database';
import { migrations } from '../../../migrations/index.js';

/** The migrations of this version, and how to apply them. */
export const schema: Schema = {
  migrations: migrations.map(({ name }) => name),
  migrate: async (ownerUrl, names) => {
    const named = migrations.filter(({ name }) => names.includes(name));
    // Functions of today may need tables that the others make.
    await migrate(ownerUrl, named, named.length < migrations.length ? [] : undefined);
  },
};

/**
 * Runs `work` with the PostgreSQL of the settings: your own, or the embedded one, which is started for
 * the duration of the command unless a running Palier has started it.
 *
 * @param adminUrl a role that may create databases on your own server; needed only if `work` reads it
 * @param missing `make` creates the embedded deployment where there is none
 * @throws Problem `owner_url_missing`, `admin_url_missing`
 */
export async function withServer<T>(
  adminUrl: string | undefined,
  work: (server: DatabaseServer) => Promise<T>,
  missing?: 'make',
): Promise<T> {
  const settings = readSettings(process.env);
  if (settings.databaseUrl) return work(ownServer(settings.databaseUrl, settings.databaseOwnerUrl, adminUrl));
  await using embedded = await attachEmbedded(settings.dataDir, missing);
  const { urls } = embedded;
  try {
    return await work({ adminUrl: urls.admin, ownerUrl: urls.owner, appUrl: urls.app });
  } catch (error) {
    throw namingFullDisk(settings.dataDir, error);
  }
}

function ownServer(appUrl: string, ownerUrl: string | undefined, adminUrl: string | undefined): DatabaseServer {
  if (!ownerUrl) throw backupProblems.owner_url_missing();
  return {
    appUrl,
    ownerUrl,
    get adminUrl() {
      if (!adminUrl) throw backupProblems.admin_url_missing();
      return adminUrl;
    },
  };
}
