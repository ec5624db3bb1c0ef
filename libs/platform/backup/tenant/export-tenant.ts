import type { ArchivedTenant, Manifest } from '../archive/manifest.js';
import { writeArchive } from '../archive/write-archive.js';
import { withSnapshot } from '../snapshot.js';
import { rowsOfTenant } from './tenant-tables.js';

/**
 * Writes all rows of one tenant, from one snapshot, into an archive; the declarations of tables
 * say, `notExported`, what is left out.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 */
export function exportTenant(ownerUrl: string, { id, slug }: ArchivedTenant, file: string): Promise<Manifest> {
  return withSnapshot(ownerUrl, (snapshot) => writeArchive(file, snapshot, { kind: 'tenant', tenant: { id, slug } }), {
    where: (table) => rowsOfTenant(table, id),
  });
}
