import { BACKUP_ROLE, CopyConnection } from '#platform/database';
import type { TenantBlob } from '#platform/storage';
import { BLOBS } from './tenant-blob.js';

/**
 * Whether a row refers to a file now: not, when it was deleted since the snapshot, or when an upload announced it that has
 * not kept it.
 */
export function isNeeded(ownerUrl: string, { tenantId, digest }: TenantBlob): Promise<boolean> {
  return CopyConnection.use(ownerUrl, (connection) =>
    connection.transaction('BEGIN', async () => {
      await connection.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
      await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
      const [row] = await connection.query<{ needed: boolean }>(
        `SELECT EXISTS (SELECT FROM ${BLOBS} WHERE tenant_id = $1 AND digest = $2) AND NOT EXISTS (
           SELECT FROM platform.unreferred_blobs('-infinity', true, ARRAY[$2], 1)) AS needed`,
        [tenantId, digest],
      );
      return row?.needed ?? false;
    }),
  );
}
