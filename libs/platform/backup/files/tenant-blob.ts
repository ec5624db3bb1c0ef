import type { TenantBlob } from '#platform/storage';
import type { RowSource } from '../tables/table.js';

/** The table whose rows are the list of all files. */
export const BLOBS = 'platform.blobs';

/** The entry of a file in an archive, which has its stored form. */
export function entryOfFile({ tenantId, digest }: Pick<TenantBlob, 'tenantId' | 'digest'>): string {
  return `blobs/${tenantId}/${digest}`;
}

/** The files that the rows of a source list; none in a source from before there were files. */
export async function* blobsIn(source: Pick<RowSource, 'tables' | 'rows'>): AsyncGenerator<TenantBlob> {
  const table = source.tables.find(({ name }) => name === BLOBS);
  if (!table) return;
  const place = (column: string) => table.columns.findIndex(({ name }) => name === column);
  const places = ['tenant_id', 'digest', 'bytes', 'crc32', 'encoding', 'stored_bytes'].map(place);
  let begun = '';
  for await (const chunk of await source.rows(table)) {
    const lines = (begun + chunk.toString('latin1')).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) {
      const values = line.split('\t');
      const [tenantId = '', digest = '', bytes, crc32, encoding, stored] = places.map((at) => values[at]);
      const numbers = { bytes: Number(bytes), crc32: Number(crc32), storedBytes: Number(stored) };
      yield { tenantId, digest, encoding: encoding === 'deflate' ? 'deflate' : 'identity', ...numbers };
    }
  }
}
