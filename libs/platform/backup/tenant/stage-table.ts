import type { CopyConnection } from '#platform/database';
import type { Archive } from '../archive/archive.js';
import type { ArchivedTenant } from '../archive/manifest.js';
import { backupProblems } from '../backup.errors.js';
import { fillKeys, lacksKeys, withKeys } from '../keys/fill-keys.js';
import { copyRows, digestOf } from '../rows/copied-rows.js';
import type { RowFacts } from '../rows/row-digest.js';
import { columnList, type RowSource, type Table } from '../tables/table.js';
import { cleanStaged, type TextCleaners } from './clean-staged.js';
import { requireUsableValues } from './require-usable-values.js';
import { REGISTRY } from './tenant-tables.js';

/** A table whose rows were loaded into a temporary table. */
export interface StagedTable extends Table, RowFacts {
  readonly staging: string;
  /** Rows that were left out, because their key is gone. */
  readonly withoutKey: number;
}

interface Staging {
  /** The keys file. */
  readonly keys: RowSource | undefined;
  readonly cleaners: TextCleaners;
}

/**
 * Loads a table of an archive into a temporary table, where row level security does not refuse COPY. The
 * temporary table has the same constraints, so that COPY names the line that violates one, and the same defaults, for
 * columns that no archive holds.
 *
 * @throws Problem `row_refused`, `archive_of_several_tenants`
 */
export async function stageTable(
  connection: CopyConnection,
  archive: Archive,
  table: Table,
  { id }: ArchivedTenant,
  { keys, cleaners }: Staging,
): Promise<StagedTable> {
  const staging = `pg_temp."incoming_${table.name.replace('.', '_')}"`;
  await connection.query(
    `CREATE TEMPORARY TABLE ${staging.slice('pg_temp.'.length)} (LIKE ${table.name} INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING GENERATED) ON COMMIT DROP`,
  );
  const lacking = lacksKeys(table);
  for (const name of lacking ? table.keys : []) {
    await connection.query(`ALTER TABLE ${staging} ALTER COLUMN "${name}" DROP NOT NULL`);
  }
  const copied = await copyRows(connection, archive, table, staging);
  await requireUsableValues(connection, table, staging);
  const key = table.name === REGISTRY ? 'id' : 'tenant_id';
  const strangers = await connection.query(`SELECT FROM ${staging} WHERE ${key} <> $1 LIMIT 1`, [id]);
  if (strangers.length > 0) throw backupProblems.archive_of_several_tenants({ file: archive.file, table: table.name });
  const isCleaned = await cleanStaged(connection, { name: table.name, staging }, cleaners);
  if (!lacking && !isCleaned) return { ...table, staging, withoutKey: 0, ...copied };
  const withoutKey = lacking ? await fillKeys(connection, table, staging, keys) : 0;
  const whole = lacking ? withKeys(table) : table;
  const changed = await digestOf(connection, `SELECT ${columnList(whole)} FROM ${staging}`);
  return { ...whole, staging, withoutKey, ...changed };
}
