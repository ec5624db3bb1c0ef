import { readSequences, setSequences, withLiftedGuards } from '#platform/backup';
import { BACKUP_ROLE, type CopyConnection } from '#platform/database';
import { carryTable } from './carry-table.js';
import type { KeyedTable } from './keyed-tables.js';
import { readFacts, requireSame } from './table-facts.js';
import { writtenSince } from './transaction-marks.js';

/** A copy that may lack the latest changes of its source. */
export interface Copy {
  readonly tables: readonly KeyedTable[];
  /** How many rows each table of the copy has, by name. */
  readonly rows: ReadonlyMap<string, number>;
  /** The mark of the source, taken before the copy began. */
  readonly mark: string;
}

/** The row counts of a copy that was brought up to date, and how many rows that took. */
export interface CarriedCopy extends Pick<Copy, 'rows'> {
  readonly written: number;
}

/**
 * Brings a copy up to date with one snapshot of its source: rows written since the mark, deleted rows
 * (found by comparing row counts), and sequences. What was written is read back and compared.
 *
 * @param proof whether every row of both sides is compared too, which takes as long as reading all rows
 * @throws Problem `copy_differs`
 */
export function carryChanges(
  from: CopyConnection,
  to: CopyConnection,
  copy: Copy,
  { proof }: { proof: boolean },
): Promise<CarriedCopy> {
  return from.transaction('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY', async () => {
    const sequences = await readSequences(from);
    await from.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
    const here = await readFacts(from, copy.tables, changedRows(copy.mark));
    const expected = new Map(here.map(({ name, rows }) => [name, rows]));
    const differing = here.filter(({ name, rows, marked }) => marked > 0 || rows !== copy.rows.get(name));
    const names = new Set(differing.map(({ name }) => name));
    const tables = copy.tables.filter(({ name }) => names.has(name));
    await to.transaction('BEGIN', async () => {
      await setSequences(to, { sequences });
      if (tables.length > 0) {
        const load = async () => {
          for (const table of tables) {
            const [rows = 0, present = 0] = [expected.get(table.name), copy.rows.get(table.name)];
            await carryTable(from, to, { table, expected: rows, present }, changedRows(copy.mark)(table));
          }
        };
        await withLiftedGuards(to, load, [...names]);
        await to.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
        requireSame(differing, await readFacts(to, tables, () => 'xmin = pg_current_xact_id()::xid'));
      }
      if (proof) await compareAll(from, to, copy.tables);
    });
    return { rows: expected, written: differing.reduce((sum, { marked }) => sum + marked, 0) };
  });
}

/** All rows of a table without a primary key. */
function changedRows(mark: string): (table: KeyedTable) => string {
  return ({ key }) => (key.length > 0 ? writtenSince(mark) : 'true');
}

async function compareAll(from: CopyConnection, to: CopyConnection, tables: readonly KeyedTable[]): Promise<void> {
  await to.query(`SET LOCAL ROLE ${BACKUP_ROLE}`);
  const [expected, found] = await Promise.all([
    readFacts(from, tables, () => 'true'),
    readFacts(to, tables, () => 'true'),
  ]);
  requireSame(expected, found);
}
