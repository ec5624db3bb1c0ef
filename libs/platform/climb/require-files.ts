import { isNeeded } from '#platform/backup';
import { BACKUP_ROLE, CopyConnection } from '#platform/database';
import { type BlobStore, faultOf, type TenantBlob } from '#platform/storage';
import { climbProblems } from './climb.errors.js';
import type { Deployment } from './deployment.js';

/** Files that are read before a cutover. */
const SAMPLE = 20;

const sample = `
  SELECT tenant_id AS "tenantId", digest, bytes::float8 AS bytes, crc32::float8 AS crc32, encoding,
         stored_bytes::float8 AS "storedBytes"
    FROM platform.blobs WHERE stored_bytes < 67108864 ORDER BY random() LIMIT ${SAMPLE}`;

/**
 * Checks that the storage, which a cutover leaves where it is, can be used, and that some files of the deployment are whole
 * in it, chosen at random.
 *
 * @throws Problem `storage_unavailable`, `files_incomplete`
 */
export async function requireFiles({ ownerUrl }: Deployment, store: BlobStore): Promise<void> {
  await store.check();
  for (const blob of await sampleOf(ownerUrl)) {
    if ((await faultOf(store, blob)) === undefined || !(await isNeeded(ownerUrl, blob))) continue;
    throw climbProblems.files_incomplete({ digest: blob.digest, place: store.place });
  }
}

function sampleOf(ownerUrl: string): Promise<TenantBlob[]> {
  return CopyConnection.use(ownerUrl, (connection) =>
    connection.transaction('BEGIN', async () => {
      await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
      return (await connection.hasTable('platform.blobs')) ? connection.query<TenantBlob>(sample) : [];
    }),
  );
}
