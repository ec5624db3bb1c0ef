import { CopyConnection, initialiseDatabase } from '#platform/database';
import { type DatabaseServer, inDatabase } from './server.js';

/** Creates an empty database on the server, and drops one of the same name that an earlier attempt left. */
export async function makeDatabase({ adminUrl, ownerUrl, appUrl }: DatabaseServer, name: string): Promise<void> {
  await dropDatabase(adminUrl, name);
  const [ownerPassword, appPassword] = [new URL(ownerUrl).password, new URL(appUrl).password];
  await initialiseDatabase(adminUrl, { database: name, ownerPassword, appPassword, keepPasswords: true });
}

/** Drops a database and its connections, if it exists. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await CopyConnection.use(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
}

/** The same server with the URLs of another database. */
export function serverIn(server: DatabaseServer, name: string): DatabaseServer {
  const { adminUrl, ownerUrl, appUrl } = server;
  return { adminUrl, ownerUrl: inDatabase(ownerUrl, name), appUrl: inDatabase(appUrl, name) };
}
