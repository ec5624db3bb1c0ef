import { readSequences, setSequences, withLiftedGuards } from '#platform/backup';
import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import { carryTable } from './carry-table.js';
import type { KeyedTable } from './keyed-tables.js';
import { readFacts, requireSame } from './table-facts.js';
import { writtenSince } from './transaction-marks.js';

/*
 *   source   ── mark 1 ── snapshot 1 ────── mark 2 ── snapshot 2 ────── writes end ── snapshot 3 ──►
 *   copy                  all rows                    since mark 1                    since mark 2
 *                         loadDatabase                carryChanges, with proof        carryChanges
 *
 * What holds:
 * - Before each call the copy is what an earlier snapshot saw, row by row, and `rows` are its counts. Afterwards it is what the
 *   snapshot of the call saw, or the call throws and the rows are as before: there is one transaction on each side.
 * - The mark is older than the earlier snapshot, so a row of which the copy has another version, or none, was written since it.
 * - A table in which no row was written since, and whose count is that of the copy, has not changed: deleted rows alone leave a
 *   smaller count, and deleted and new ones together leave new ones.
 * - Nobody but this writes to the copy: the rows of its transaction are those that were carried, and are compared with them.
 * - Rows without a primary key cannot be matched: all of such a table are carried each time.
 */

/** A copy that is as an earlier snapshot of its source saw it. */
export interface Copy {
  readonly tables: readonly KeyedTable[];
  /** How many rows each table of the copy has, by name. */
  readonly rows: ReadonlyMap<string, number>;
  /** The mark of the source, taken before that snapshot. */
  readonly mark: string;
}

/** The row counts of a copy that was brought up to date, and how many rows that took. */
export interface CarriedCopy extends Pick<Copy, 'rows'> {
  readonly written: number;
}

/**
 * Brings a copy up to date with one snapshot of its source: rows written since the mark, deleted rows, and sequences. What was
 * written is read back and compared.
 *
 * @param proof whether every row of both sides is compared too, which takes as long as reading all rows
 * @throws Problem `copy_differs`
 */
export function carryChanges(
  source: CopyConnection,
  target: CopyConnection,
  copy: Copy,
  { proof }: { proof: boolean },
): Promise<CarriedCopy> {
  const changed = ({ key }: KeyedTable) => (key.length > 0 ? writtenSince(copy.mark) : 'true');
  return source.transaction('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY', async () => {
    const sequences = await readSequences(source);
    await source.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
    const atSource = await readFacts(source, copy.tables, changed);
    const expected = new Map(atSource.map(({ name, rows }) => [name, rows]));
    const differing = atSource.filter(({ name, rows, chosen }) => chosen > 0 || rows !== copy.rows.get(name));
    const names = new Set(differing.map(({ name }) => name));
    const tables = copy.tables.filter(({ name }) => names.has(name));
    await target.transaction('BEGIN', async () => {
      await setSequences(target, { sequences });
      if (tables.length > 0) {
        const carryAll = async () => {
          for (const table of tables) {
            const [rows = 0, present = 0] = [expected.get(table.name), copy.rows.get(table.name)];
            await carryTable(source, target, { table, expected: rows, present }, changed(table));
          }
        };
        await withLiftedGuards(target, carryAll, [...names]);
        await target.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
        requireSame(differing, await readFacts(target, tables, () => 'xmin = pg_current_xact_id()::xid'));
      }
      if (proof) await compareAll(source, target, copy.tables);
    });
    return { rows: expected, written: differing.reduce((sum, { chosen }) => sum + chosen, 0) };
  });
}

async function compareAll(
  source: CopyConnection,
  target: CopyConnection,
  tables: readonly KeyedTable[],
): Promise<void> {
  await target.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  const [expected, found] = await Promise.all([
    readFacts(source, tables, () => 'true'),
    readFacts(target, tables, () => 'true'),
  ]);
  requireSame(expected, found);
}
