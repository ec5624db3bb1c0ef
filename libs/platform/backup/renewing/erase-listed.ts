import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import type { LedgerEntry } from '#platform/erasure-ledger';
import { BLOBS } from '../files/tenant-blob.js';
import { eraseRows } from '../tenant/erase-again.js';
import type { Mention } from './delete-mentions.js';

/** What contexts know of an erasure and a purge. */
export interface Erasing {
  /** The proven address of a user of the tenant in force, as SQL; its only parameter is the id of the user. */
  readonly provenAddress: string;
  /** Purges the tenant in force, where the database has it, in the transaction of the connection. @returns whether it had it */
  readonly purge: (connection: CopyConnection, tenantId: string) => Promise<boolean>;
  /** Counts anew what the tenant in force uses, on a connection as the application's role. */
  readonly recount: (connection: CopyConnection) => Promise<void>;
}

/** What was done, and by what names rows may still name those who are gone. */
export interface Erased {
  readonly persons: number;
  readonly tenants: number;
  readonly mentions: readonly Mention[];
}

/**
 * Erases the rows of these persons and tenants at once, and the rows of files that nothing refers to then, each tenant in a
 * transaction. No process uses the database, so that one sweep is enough.
 *
 * @param connection as the owner
 * @param app as the application's role
 * @throws errors of `purge` and `recount`
 */
export async function eraseListed(
  connection: CopyConnection,
  app: CopyConnection,
  entries: readonly LedgerEntry[],
  { provenAddress, purge, recount }: Erasing,
): Promise<Erased> {
  let [persons, tenants] = [0, 0];
  const mentions: Mention[] = [];
  for (const [tenantId, ofTenant] of Map.groupBy(entries, (entry) => entry.tenantId)) {
    await within(connection, tenantId, async () => {
      for (const userId of new Set(ofTenant.flatMap((entry) => entry.userId ?? []))) {
        mentions.push({ tenantId, name: userId });
        const names = await eraseRows(connection, userId, provenAddress);
        if (!names) continue;
        mentions.push(...names.map((name) => ({ tenantId, name })));
        await endErasure(connection, userId);
        persons += 1;
      }
      if (ofTenant.some(({ userId }) => userId === null)) {
        mentions.push({ tenantId, name: tenantId });
        if (await purge(connection, tenantId)) tenants += 1;
      }
      await deleteUnreferred(connection);
    });
    await within(app, tenantId, () => recount(app));
  }
  return { persons, tenants, mentions };
}

function within(connection: CopyConnection, tenantId: string, work: () => Promise<void>): Promise<void> {
  return connection.transaction('BEGIN', async () => {
    await connection.query("SELECT set_config('app.tenant_id', $1, true)", [tenantId]);
    await work();
  });
}

/** As the last step of the job of erasures: only the id stays. */
async function endErasure(connection: CopyConnection, userId: string): Promise<void> {
  await connection.query(
    `UPDATE platform.erasures SET state = 'erased', erased_at = now(), next_at = NULL, email = NULL, subjects = '{}', pseudonym = NULL
      WHERE user_id = $1`,
    [userId],
  );
}

/** Deletes the rows of files of the tenant in force that no row refers to; an upload that announced one will not end here. */
async function deleteUnreferred(connection: CopyConnection): Promise<void> {
  await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  const unreferred = "SELECT digest FROM platform.unreferred_blobs('-infinity', true, NULL, NULL)";
  const found = await connection.query<{ digest: string }>(unreferred);
  await connection.query('RESET ROLE');
  await connection.query(`DELETE FROM ${BLOBS} WHERE digest = ANY ($1)`, [found.map(({ digest }) => digest)]);
}
