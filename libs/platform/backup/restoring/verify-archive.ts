import { randomBytes } from 'node:crypto';
import type { Archive } from '../archive/archive.js';
import type { LoadedTable } from '../loading/load-database.js';
import type { RowSource } from '../tables/table.js';
import { dropDatabase, makeDatabase, serverIn } from './make-database.js';
import { requireGuarded } from './require-guarded.js';
import type { Schema } from './restore-archive.js';
import { restoreArchive } from './restore-archive.js';
import type { DatabaseServer } from './server.js';

/**
 * Checks every entry of an archive, restores its rows into a temporary database, compares every table and drops that
 * database again. The database in use and the storage are not changed.
 *
 * @param look called with the temporary database, once it is the same
 * @throws Problem as `restoreArchive`; `restored_unguarded`
 */
export async function verifyArchive(
  archive: Archive,
  server: DatabaseServer,
  schema: Schema,
  keys?: RowSource,
  look: (ownerUrl: string) => Promise<void> = async () => {},
): Promise<readonly LoadedTable[]> {
  const name = `palier_verify_${randomBytes(6).toString('hex')}`;
  const scratch = serverIn(server, name);
  try {
    await makeDatabase(server, name);
    const { tables } = await restoreArchive(archive, scratch.ownerUrl, schema, undefined, keys);
    await requireGuarded(scratch.appUrl);
    await look(scratch.ownerUrl);
    return tables;
  } finally {
    await dropDatabase(server.adminUrl, name);
  }
}
