import { CopyConnection, initialiseDatabase } from '#platform/database';
import { type DatabaseServer, inDatabase } from './server.js';

/** Makes an empty database beside the others, in place of one that an attempt left behind. */
export async function makeDatabase({ adminUrl, ownerUrl, appUrl }: DatabaseServer, name: string): Promise<void> {
  await dropDatabase(adminUrl, name);
  const [ownerPassword, appPassword] = [new URL(ownerUrl).password, new URL(appUrl).password];
  await initialiseDatabase(adminUrl, { database: name, ownerPassword, appPassword, keepPasswords: true });
}

/** Drops a database, its connections with it; nothing where there is none. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const connection = await CopyConnection.open(adminUrl);
  try {
    await connection.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  } finally {
    await connection.close();
  }
}

/** The same server, seen from another of its databases. */
export function serverIn(server: DatabaseServer, name: string): DatabaseServer {
  const { adminUrl, ownerUrl, appUrl } = server;
  return { adminUrl, ownerUrl: inDatabase(ownerUrl, name), appUrl: inDatabase(appUrl, name) };
}
