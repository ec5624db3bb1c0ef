import type { CopyConnection } from '#platform/database';
import { type LedgerEntry, StoredEntries } from '#platform/erasure-ledger';
import type { FileTarget } from '../files/restore-files.js';
import { namingRefusedRow } from '../rows/refused-row.js';
import { columnList, type RowSource } from '../tables/table.js';

/** The table of erasures, which keys files have, too. */
export const LEDGER = 'platform.erasure_ledger';

/**
 * The erasures that a keys file lists, in order; none where a version before wrote it.
 *
 * @param connection in a transaction
 * @throws Problem `row_refused`; errors of the keys file
 */
export async function listedErasures(connection: CopyConnection, keys: RowSource): Promise<readonly LedgerEntry[]> {
  const table = keys.tables.find(({ name }) => name === LEDGER);
  if (!table) return [];
  await connection.query(
    'CREATE TEMPORARY TABLE listed_erasures (number bigint, tenant_id uuid, user_id uuid, noted_at timestamptz, chain text) ON COMMIT DROP',
  );
  const known = new Set(['number', 'tenant_id', 'user_id', 'noted_at', 'chain']);
  // The types that a file names are not believed.
  for (const { name } of table.columns) {
    if (!known.has(name)) await connection.query(`ALTER TABLE listed_erasures ADD COLUMN "${name}" text`);
  }
  const rows = await keys.rows(table);
  await namingRefusedRow(table, () =>
    connection.copyIn(`COPY listed_erasures (${columnList(table)}) FROM STDIN`, rows),
  );
  const listed = await connection.query<LedgerEntry>(
    `SELECT number::int, tenant_id AS "tenantId", user_id AS "userId", noted_at AS "notedAt", chain FROM listed_erasures ORDER BY number`,
  );
  await connection.query('DROP TABLE listed_erasures');
  return listed;
}

/**
 * Puts the erasures that a keys file lists into a storage that lacks them, the oldest first: what a restored database lacks is
 * then found there.
 *
 * @throws Problem `storage_unavailable` (503), `storage_full` (507), `erasure_ledger_altered` (500), and those of `listedErasures`
 */
export async function storeErasures(
  connection: CopyConnection,
  keys: RowSource,
  deploymentId: string,
  { store, incoming }: FileTarget,
): Promise<void> {
  await storeEntries(new StoredEntries(store, incoming, deploymentId), await listedErasures(connection, keys));
}

/** Puts the entries of a ledger, in order, into a storage that lacks them. @throws as `storeErasures` */
export async function storeEntries(stored: StoredEntries, listed: readonly LedgerEntry[]): Promise<void> {
  const newest = listed.at(-1);
  // Its chain stands for all before it.
  if (!newest || (await stored.read(newest.number))?.chain === newest.chain) return;
  for (const [i, entry] of listed.entries()) {
    const there = await stored.read(entry.number);
    if (there?.chain === entry.chain) continue;
    // A database that was restored before went on with this storage.
    if (there) return stored.append(listed.slice(i));
    await stored.write(entry);
  }
}
