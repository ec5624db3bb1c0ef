import { isDeepStrictEqual } from 'node:util';
import type { CopyConnection } from '#platform/database';
import { selectForeignKeys, selectGuards } from '../tables/pg-catalog.sql.js';

interface Guard {
  table: string;
  forced: boolean;
}

/**
 * Runs `load` without the guards of the tables: row level security of their owner, which refuses COPY;
 * triggers, whose effects are already in the rows; and foreign keys, which are checked in bulk afterwards.
 * Call it in a transaction, so that no other session sees the tables without guards.
 *
 * @param loaded the names of the tables to load; foreign keys between other tables stay. All tables when left out.
 * @throws Error when a guard differs afterwards; the transaction must not be committed then.
 */
export async function withLiftedGuards(
  connection: CopyConnection,
  load: () => Promise<void>,
  loaded?: readonly string[],
): Promise<void> {
  const before = await connection.query<Guard>(selectGuards);
  const keys = await connection.query<{ remove: string; restore: string }>(selectForeignKeys, [loaded ?? null]);
  for (const { remove } of keys) await connection.query(remove);
  for (const { table } of before) {
    await connection.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER`);
  }
  await load();
  for (const { restore } of keys) await connection.query(restore);
  for (const { table, forced } of before) {
    const force = forced ? 'FORCE ROW LEVEL SECURITY, ' : '';
    await connection.query(`ALTER TABLE ${table} ${force}ENABLE TRIGGER USER`);
  }
  const after = await connection.query<Guard>(selectGuards);
  if (isDeepStrictEqual(after, before)) return;
  const table = after.find((guard, i) => !isDeepStrictEqual(guard, before[i]))?.table;
  throw new Error(`The guards of ${table} differ from those before the load.`);
}
