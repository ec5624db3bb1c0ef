import type { BlobStore } from '#platform/storage';
import type { ArchivedTenant, Manifest } from '../archive/manifest.js';
import type { FileSource } from '../files/add-files.js';
import { isNeeded } from '../files/is-needed.js';
import { writeWithKeys } from '../keys/write-keys.js';
import { withSnapshot } from '../snapshot.js';
import type { Table } from '../tables/table.js';
import { rowsOfTenant, withLeavingColumns } from './tenant-tables.js';

/**
 * Writes all rows of one tenant, from one snapshot, into an archive, the keys of its persons into `FILE.keys`, and its files into the
 * archive where the storage is on this machine; the declarations of tables say, `notExported`, what is left out, as is what this
 * deployment alone decides.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 */
export function exportTenant(
  ownerUrl: string,
  { id, slug }: ArchivedTenant,
  file: string,
  store: BlobStore,
): Promise<Manifest> {
  const about = { kind: 'tenant', tenant: { id, slug } } as const;
  const source: FileSource = { store, isNeeded: (blob) => isNeeded(ownerUrl, blob) };
  const where = (table: Table) => rowsOfTenant(table, id);
  return withSnapshot(
    ownerUrl,
    (snapshot) => writeWithKeys(file, { ...snapshot, tables: snapshot.tables.map(withLeavingColumns) }, about, source),
    { where },
  );
}
