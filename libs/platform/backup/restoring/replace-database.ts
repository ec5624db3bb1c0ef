import { CopyConnection } from '#platform/database';
import { backupProblems } from '../backup.errors.js';
import { readDeployment } from '../tables/read-catalog.js';
import { dropDatabase, makeDatabase, serverIn } from './make-database.js';
import { type DatabaseServer, databaseOf } from './server.js';

/** The most bytes of a name; PostgreSQL truncates longer names, so two databases could have the same name. */
const LONGEST_NAME = 63;

/** The name of the former database after a restore. */
export function formerName(database: string): string {
  return `${database}_before_restore`;
}

/**
 * Replaces the current database with a new one. The new database is built under another name, so that a
 * failed build changes nothing; then both are renamed in one transaction, and the former one is kept.
 *
 * @param build fills the new database
 * @returns the name of the former database
 * @throws Problem `database_in_use` when the current database has connections, before or after the build;
 * `former_database_kept`; `database_name_too_long`; errors of `build`
 */
export async function replaceDatabase(
  server: DatabaseServer,
  build: (fresh: DatabaseServer) => Promise<void>,
): Promise<string> {
  const present = databaseOf(server.ownerUrl);
  const [fresh, former] = [`${present}_restoring`, formerName(present)];
  if (Buffer.byteLength(former) > LONGEST_NAME) {
    const limit = LONGEST_NAME - Buffer.byteLength(formerName(''));
    throw backupProblems.database_name_too_long({ database: present, limit });
  }
  return CopyConnection.use(server.adminUrl, async (connection) => {
    try {
      const kept = await connection.query('SELECT FROM pg_database WHERE datname = $1', [former]);
      if (kept.length > 0) throw backupProblems.former_database_kept({ database: former });
      await refuseSessions(connection, present);
      await makeDatabase(server, fresh);
      await build(serverIn(server, fresh));
      await refuseSessions(connection, present);
      const exchange = async () => {
        await connection.query(`ALTER DATABASE "${present}" RENAME TO "${former}"`);
        await connection.query(`ALTER DATABASE "${fresh}" RENAME TO "${present}"`);
      };
      await connection.transaction('BEGIN', exchange).catch(async (error) => {
        // A client may have connected in between.
        await refuseSessions(connection, present);
        throw error;
      });
      return former;
    } catch (error) {
      await dropDatabase(server.adminUrl, fresh);
      throw error;
    }
  });
}

/** PostgreSQL does not rename a database with connections, which are those of a running Palier process. */
async function refuseSessions(connection: CopyConnection, database: string): Promise<void> {
  const sessions = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'";
  const { length } = await connection.query(sessions, [database]);
  if (length > 0) throw backupProblems.database_in_use({ database, sessions: length });
}

/** Gives a database the id of the deployment that it replaces: an archive of a version before has none. */
export async function keepDeployment(presentUrl: string, freshUrl: string): Promise<void> {
  const id = await CopyConnection.use(presentUrl, readDeployment);
  if (!id) return;
  await CopyConnection.use(freshUrl, (fresh) => fresh.query('UPDATE platform.deployment SET id = $1', [id]));
}
