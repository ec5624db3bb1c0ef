import type { CopyConnection } from '#platform/database';

/*
 * A mark is a transaction id of the source, taken before a snapshot, by which a later snapshot finds the rows that the first
 * one did not see. Each row has in `xmin` the transaction that wrote its present version.
 *
 *   transactions under way:      7 ├───────────────────┤ commit
 *                                      9 ├──┤ commit          12 ├──┤ commit
 *                             ▲ mark = 7      ▲ first snapshot         ▲ second snapshot: xmin >= 7
 *                                             sees 9, not 7
 *
 * What holds:
 * - Every transaction below `pg_snapshot_xmin` is over, so each snapshot taken after the mark sees what it wrote. What such a
 *   snapshot misses is therefore at or above the mark: 7 and 12 here. The mark must be read before the snapshot, never after.
 * - Some rows that the snapshot did see are above it too: 9. They are copied again, which does no harm.
 * - A deleted row leaves nothing: who uses a mark also compares row counts.
 * - Ids are of one server, and never compared with those of another.
 */

/** A mark to be taken before a snapshot: what that snapshot misses counts as written since. */
export function markBeforeSnapshot(connection: CopyConnection): Promise<string> {
  return read(connection, 'pg_snapshot_xmin');
}

/**
 * A mark of a database to which nobody writes: the first id that no transaction has yet. No row that is there counts as written
 * since. A transaction under way would have an earlier id, and what it writes would not count.
 */
export function markWithoutWriters(connection: CopyConnection): Promise<string> {
  return read(connection, 'pg_snapshot_xmax');
}

async function read(connection: CopyConnection, end: 'pg_snapshot_xmin' | 'pg_snapshot_xmax'): Promise<string> {
  const [row] = await connection.query<{ mark: string }>(`SELECT ${end}(pg_current_snapshot())::xid AS mark`);
  return row?.mark ?? '0';
}

/**
 * An SQL condition for rows that were written since a mark. It compares `xmin`, so that no table needs a column or a trigger for
 * it. Ids are compared by their age, as they wrap around; a row two billion transactions old counts as written since.
 */
export function writtenSince(mark: string): string {
  return `age(xmin) <= age('${mark}'::xid)`;
}
