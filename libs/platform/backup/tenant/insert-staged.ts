import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import type { ArchivedTenant } from '../archive/manifest.js';
import { digestOf, requireSameRows } from '../rows/copied-rows.js';
import { namingRefusedRow } from '../rows/refused-row.js';
import { columnList } from '../tables/table.js';
import type { StagedTable } from './stage-table.js';
import { REGISTRY } from './tenant-tables.js';

/**
 * Whether a table has a trigger for inserted rows, other than the one of the key that no archive has: all who write a journal
 * would wait until the end of the transaction.
 */
const triggered = `
  SELECT FROM pg_trigger WHERE tgrelid = $1::regclass AND NOT tgisinternal AND tgtype & 4 <> 0 AND tgname <> 'store_data_key' LIMIT 1`;

/**
 * Inserts the rows of a tenant from their temporary tables, and reads them back. Row level security stays
 * active, with the new tenant. Triggers are disabled, because their effects are already in the rows: until
 * the end of the transaction, other sessions can read these tables but wait to write to them. The triggers
 * of the registry stay enabled, because they notify every process of the tenant.
 *
 * @throws Problem `row_refused`, `rows_differ`
 */
export async function insertStaged(
  connection: CopyConnection,
  tables: readonly StagedTable[],
  origin: ArchivedTenant,
  wanted: ArchivedTenant,
): Promise<void> {
  await connection.query("SELECT set_config('app.tenant_id', $1, true)", [wanted.id]);
  for (const table of tables) {
    const quiet = table.name !== REGISTRY && (await connection.query(triggered, [table.name])).length > 0;
    if (quiet) await connection.query(`ALTER TABLE ${table.name} DISABLE TRIGGER USER`);
    const insert = `INSERT INTO ${table.name} (${columnList(table)}) OVERRIDING SYSTEM VALUE SELECT ${asHere(table, wanted)} FROM ${table.staging}`;
    await namingRefusedRow(table, () => connection.query(insert));
    if (quiet) await connection.query(`ALTER TABLE ${table.name} ENABLE TRIGGER USER`);
  }
  await connection.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  for (const table of tables) if (table.name !== REGISTRY) await compare(connection, table, origin, wanted);
  await connection.query('RESET ROLE');
}

/** The columns, with the tenant's id and slug replaced by those of this deployment. */
function asHere({ name, columns }: StagedTable, { id, slug }: ArchivedTenant): string {
  const replaced: Record<string, string> =
    name === REGISTRY ? { id: `'${id}'::uuid`, slug: `'${slug}'` } : { tenant_id: `'${id}'::uuid` };
  return columns.map((column) => replaced[column.name] ?? `"${column.name}"`).join(', ');
}

/** Reads the rows back in the form of the archive, and compares them. */
async function compare(
  connection: CopyConnection,
  table: StagedTable,
  origin: ArchivedTenant,
  wanted: ArchivedTenant,
): Promise<void> {
  const rows = `SELECT ${asHere(table, origin)} FROM ${table.name} WHERE tenant_id = '${wanted.id}'`;
  requireSameRows(table, await digestOf(connection, rows), table);
}
