import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import { chainOf, type LedgerEntry } from '#platform/erasure-ledger';
import { LEDGER } from '../keys/listed-erasures.js';

/**
 * The entries of all tenants, in order.
 *
 * @param connection in a transaction
 */
export async function ledgerOf(connection: CopyConnection): Promise<LedgerEntry[]> {
  await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  const entries = await connection.query<LedgerEntry>(
    `SELECT number::int, tenant_id AS "tenantId", user_id AS "userId", noted_at AS "notedAt", chain FROM ${LEDGER} ORDER BY number`,
  );
  await connection.query('RESET ROLE');
  return entries;
}

/** A list, and after it what the others have and it has not. The entries of the first keep their numbers and digests. */
export function mergeLedgers(
  first: readonly LedgerEntry[],
  ...others: readonly (readonly LedgerEntry[])[]
): LedgerEntry[] {
  const merged = [...first];
  const nameOf = ({ tenantId, userId }: LedgerEntry) => `${tenantId} ${userId}`;
  const known = new Set(first.map(nameOf));
  for (const entry of others.flat()) {
    if (known.has(nameOf(entry))) continue;
    known.add(nameOf(entry));
    merged.push({ ...entry, number: merged.length + 1, chain: chainOf(merged.at(-1)?.chain ?? '', entry) });
  }
  return merged;
}

/**
 * Replaces the entries of a database whose guards are lifted.
 *
 * @param connection in a transaction
 */
export async function writeLedger(connection: CopyConnection, entries: readonly LedgerEntry[]): Promise<void> {
  await connection.query(`DELETE FROM ${LEDGER}`);
  await connection.query(
    `INSERT INTO ${LEDGER} (tenant_id, number, user_id, noted_at, chain)
     SELECT "tenantId", number, "userId", "notedAt", chain
       FROM json_to_recordset($1) AS entry ("tenantId" uuid, number bigint, "userId" uuid, "notedAt" timestamptz, chain text)`,
    [JSON.stringify(entries)],
  );
}
