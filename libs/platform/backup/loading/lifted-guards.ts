import { isDeepStrictEqual } from 'node:util';
import type { CopyConnection } from '#platform/database';
import { foreignKeys, palierGuards } from '../tables/catalog.sql.js';

interface Guard {
  table: string;
  forced: boolean;
}

/**
 * Runs `load` with the guards of every table lifted: row level security for its owner, which
 * refuses COPY; triggers, whose effects are in the rows already; and foreign keys, which are checked
 * at once afterwards instead of row by row. To be run in a transaction, since nothing else may see it.
 *
 * @param loaded the tables that are loaded, by name; foreign keys between others stay. All where it is left out.
 * @throws Error when any guard is not exactly as before, after which nothing must be committed.
 */
export async function withLiftedGuards(
  connection: CopyConnection,
  load: () => Promise<void>,
  loaded?: readonly string[],
): Promise<void> {
  const before = await connection.query<Guard>(palierGuards);
  const keys = await connection.query<{ remove: string; restore: string }>(foreignKeys, [loaded ?? null]);
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
  const after = await connection.query<Guard>(palierGuards);
  if (isDeepStrictEqual(after, before)) return;
  const table = after.find((guard, i) => !isDeepStrictEqual(guard, before[i]))?.table;
  throw new Error(`The guards of ${table} are not as they were before the load.`);
}
