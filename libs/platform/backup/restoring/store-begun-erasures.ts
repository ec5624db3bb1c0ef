import { BACKUP_ROLE, CopyConnection } from '#platform/database';
import { type LedgerEntry, StoredEntries } from '#platform/erasure-ledger';
import type { FileTarget } from '../files/restore-files.js';
import { LEDGER, storeEntries } from '../keys/listed-erasures.js';
import { readDeployment } from '../tables/read-catalog.js';

/**
 * Puts the erasures and purges that a database has and a storage lacks into the storage: those whose job was not at its end, and those
 * that are due, which nobody can cancel. Whoever asked for one got an answer, and the database that takes the place of this one
 * knows of none.
 *
 * @param ownerUrl the database as its owner, not through a pooler
 * @param askedAfter left out, none that is due: of those that were asked for before, the archive knows, and whether they were cancelled
 * @throws Problem `storage_unavailable` (503), `storage_full` (507), `erasure_ledger_altered` (500)
 */
export async function storeBegunErasures(
  ownerUrl: string,
  { store, incoming }: FileTarget,
  askedAfter?: Date,
): Promise<void> {
  return CopyConnection.use(ownerUrl, async (connection) => {
    const deployment = await readDeployment(connection);
    if (!deployment || !(await connection.hasTable(LEDGER))) return;
    const stored = new StoredEntries(store, incoming, deployment);
    await storeEntries(stored, await connection.transaction('BEGIN', () => ledgerOf(connection)));
    if (!askedAfter) return;
    await stored.append(await connection.transaction('BEGIN', () => dueErasures(connection, askedAfter)));
  });
}

/** The entries of all tenants, in order. */
async function ledgerOf(connection: CopyConnection): Promise<LedgerEntry[]> {
  await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  const entries = await connection.query<LedgerEntry>(
    `SELECT number::int, tenant_id AS "tenantId", user_id AS "userId", noted_at AS "notedAt", chain FROM ${LEDGER} ORDER BY number`,
  );
  await connection.query('RESET ROLE');
  return entries;
}

/** Those that have not begun, and therefore have no entry. */
async function dueErasures(
  connection: CopyConnection,
  askedAfter: Date,
): Promise<Pick<LedgerEntry, 'tenantId' | 'userId' | 'notedAt'>[]> {
  await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  return connection.query(
    `SELECT tenant_id AS "tenantId", user_id AS "userId", due_at AS "notedAt" FROM platform.erasures
      WHERE state = 'pending' AND due_at <= now() AND asked_at > $1 ORDER BY due_at`,
    [askedAfter],
  );
}
