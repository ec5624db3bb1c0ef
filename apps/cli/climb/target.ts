import { databaseOf, inDatabase, requireEmpty } from '#platform/backup';
import { climbProblems, cutoverOf, type Deployment } from '#platform/climb';
import { APP_ROLE, CopyConnection, initialiseDatabase, inspectServer, OWNER_ROLE } from '#platform/database';
import { Problem } from '#platform/problems';
import { schema } from '../backup/database-server.js';
import { newPassword } from '../database.command.js';
import { askRedis } from '../doctor/redis-facts.js';

/** The target that the operator named. */
export interface Wanted {
  /** The URL of an administrator, or of the owner of a prepared database. */
  readonly database: string;
  /** The application's URL, where `database` is an owner's. */
  readonly appUrl?: string;
  readonly redis?: string;
}

const OLDEST = 16;
const DATABASE = 'palier';

/**
 * Checks that the target can take the data, and creates roles, database and tables.
 *
 * @throws Problem `target_too_old`, `target_app_url_missing`, `target_passwords_unknown`, `target_unreachable`,
 * `target_redis_evicts`, `target_redis_unavailable`, `database_not_empty`
 */
export async function prepareTarget({ database, appUrl, redis }: Wanted): Promise<Deployment> {
  const { major, version } = await inspectServer(database).catch(blame('--database'));
  if (major < OLDEST) throw climbProblems.target_too_old({ version });
  if (redis) await requireNoEviction(redis);
  const urls = (await isAdministrator(database)) ? await makeDeployment(database) : { ownerUrl: database, appUrl };
  if (!urls.appUrl) throw climbProblems.target_app_url_missing();
  await (await CopyConnection.open(urls.appUrl).catch(blame('--app-url'))).close();
  const deployment: Deployment = { ownerUrl: urls.ownerUrl, appUrl: urls.appUrl, redisUrl: redis };
  if ((await cutoverOf(deployment.ownerUrl))?.state !== 'receiving') await requireNew(deployment.ownerUrl);
  await schema.migrate(deployment.ownerUrl, schema.migrations);
  return deployment;
}

/** Names the option whose database cannot be connected to, where a server would name DATABASE_URL. */
function blame(option: string): (error: unknown) => never {
  return (cause) => {
    if (!(cause instanceof Problem && /^database_(unavailable|refused)$/.test(cause.code))) throw cause;
    const { message, code } = cause.cause as NodeJS.ErrnoException;
    throw climbProblems.target_unreachable({ option, reason: message || code || cause.code }, { cause });
  };
}

async function isAdministrator(url: string): Promise<boolean> {
  return CopyConnection.use(url, async (connection) => {
    const rows = await connection.query<{ may: boolean }>(
      'SELECT rolsuper OR (rolcreaterole AND rolcreatedb) AS may FROM pg_roles WHERE rolname = current_user',
    );
    return rows[0]?.may ?? false;
  });
}

/** Creates the roles, and the database that the URL names; `palier` where it names one of PostgreSQL's own. */
async function makeDeployment(adminUrl: string): Promise<Pick<Deployment, 'ownerUrl' | 'appUrl'>> {
  const named = databaseOf(adminUrl);
  const database = /^(|postgres|template\d)$/.test(named) ? DATABASE : named;
  const [ownerPassword, appPassword] = [newPassword(), newPassword()];
  const passwords = { ownerPassword, appPassword, keepPasswords: true };
  const made = await initialiseDatabase(adminUrl, { database, ...passwords });
  if (!made.owner || !made.app) throw climbProblems.target_passwords_unknown();
  const as = (username: string, password: string) =>
    inDatabase(Object.assign(new URL(adminUrl), { username, password }).href, database);
  return { ownerUrl: as(OWNER_ROLE, ownerPassword), appUrl: as(APP_ROLE, appPassword) };
}

async function requireNew(ownerUrl: string): Promise<void> {
  await CopyConnection.use(ownerUrl, (connection) =>
    connection.transaction('BEGIN', () => requireEmpty(connection, databaseOf(ownerUrl))),
  );
}

async function requireNoEviction(url: string): Promise<void> {
  const { policy } = await askRedis(url).catch((error: Error) => {
    throw climbProblems.target_redis_unavailable({ reason: error.message });
  });
  if (policy !== 'noeviction') throw climbProblems.target_redis_evicts({ policy });
}
