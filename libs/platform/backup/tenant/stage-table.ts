import { PassThrough, pipeline } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import type { CopyConnection } from '#platform/database';
import type { Archive } from '../archive/archive.js';
import type { ArchivedTenant } from '../archive/manifest.js';
import { backupProblems } from '../backup.errors.js';
import { fillKeys, lacksKeys, withKeys } from '../keys/fill-keys.js';
import { namingRefusedRow } from '../rows/refused-row.js';
import { RowDigest } from '../rows/row-digest.js';
import { columnList, type RowSource, type Table } from '../tables/table.js';
import { cleanStaged, type TextCleaners } from './clean-staged.js';
import { requireUsableValues } from './require-usable-values.js';
import { REGISTRY } from './tenant-tables.js';

/** A table whose rows were loaded into a temporary table. */
export interface StagedTable extends Table {
  readonly staging: string;
  readonly rows: number;
  readonly digest: string;
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
  const digest = new RowDigest();
  const rows = pipeline(await archive.rows(table), digest, () => {});
  const copy = `COPY ${staging} (${columnList(table)}) FROM STDIN`;
  await namingRefusedRow(table, () => connection.copyIn(copy, rows));
  await requireUsableValues(connection, table, staging);
  const key = table.name === REGISTRY ? 'id' : 'tenant_id';
  const strangers = await connection.query(`SELECT FROM ${staging} WHERE ${key} <> $1 LIMIT 1`, [id]);
  if (strangers.length > 0) throw backupProblems.archive_of_several_tenants({ file: archive.file, table: table.name });
  const isCleaned = await cleanStaged(connection, { name: table.name, staging }, cleaners);
  if (!lacking && !isCleaned) return { ...table, staging, withoutKey: 0, ...digest.facts() };
  const withoutKey = lacking ? await fillKeys(connection, table, staging, keys) : 0;
  const whole = lacking ? withKeys(table) : table;
  const changed = new RowDigest();
  await finished(
    connection.copyOut(`COPY (SELECT ${columnList(whole)} FROM ${staging}) TO STDOUT`),
    changed,
    new PassThrough().resume(),
  );
  return { ...whole, staging, withoutKey, ...changed.facts() };
}
