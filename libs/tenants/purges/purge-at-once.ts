import type { CopyConnection } from '#platform/database';
import { newId } from '#platform/ids';
import { sortKey } from '#platform/text-normalisation';
import { searchKey } from '../tenants/tenant-search.js';
import { markPurged, purgeAgain } from '../tenants/tenants.sql.js';
import { tenantsProblems } from '../tenants.errors.js';
import { deleteRows, endPurge, insertPurge, purgeOfTenant, rowsLeft } from './purges.sql.js';

/** Rows that one statement deletes, at most. */
const BATCH = 10_000;

/**
 * Purges the tenant in force in a database that no process uses, whatever state the tenant is in: its rows, and its values in the
 * registry. Its receipt is where it was purged first.
 *
 * @param connection as the owner, in a transaction
 * @returns whether there was a tenant to purge
 * @throws Problem `purge_incomplete` (409)
 */
export async function purgeAtOnce(connection: CopyConnection, tenantId: string): Promise<boolean> {
  const [begun] = await connection.query<{ slug: string }>(purgeAgain.text, [tenantId]);
  if (begun) await connection.query(insertPurge.text, [tenantId, newId(), begun.slug, 'system:erasure-ledger']);
  const [purge] = await connection.query<{ slug: string; endedAt: Date | null }>(purgeOfTenant.text);
  if (!purge || purge.endedAt) return false;
  const { slug } = purge;
  while ((await connection.query(deleteRows.text, [BATCH])).length > 0);
  const left = await connection.query<{ name: string; kept: boolean }>(rowsLeft.text);
  const tables = left.filter(({ kept }) => !kept).map(({ name }) => name);
  if (tables.length > 0) throw tenantsProblems.purge_incomplete({ tables: tables.join(', ') });
  await connection.query(endPurge.text);
  await connection.query(markPurged.text, [tenantId, sortKey(slug), searchKey(slug, slug)]);
  return true;
}
