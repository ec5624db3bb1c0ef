import type { ArchivedTenant, Manifest } from '../archive/manifest.js';
import { writeArchive } from '../archive/write-archive.js';
import { withSnapshot } from '../snapshot/snapshot.js';
import { rowsOfTenant } from './tenant-tables.js';

/**
 * Writes all rows of one tenant, as they are at one moment, into an archive; what stays behind is
 * listed in `notExported`.
 *
 * @param ownerUrl the database as its owner, past any pooler
 */
export function exportTenant(ownerUrl: string, { id, slug }: ArchivedTenant, file: string): Promise<Manifest> {
  return withSnapshot(ownerUrl, (snapshot) => writeArchive(file, snapshot, { kind: 'tenant', tenant: { id, slug } }), {
    where: (table) => rowsOfTenant(table, id),
  });
}
