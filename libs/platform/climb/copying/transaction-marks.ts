import type { CopyConnection } from '#platform/database';

/**
 * A moment of one server, as a transaction id. Every row written later counts as written since, and so
 * do some earlier rows, when transactions were under way.
 */
export function markOf(connection: CopyConnection): Promise<string> {
  return read(connection, 'pg_snapshot_xmin');
}

/** The same for a database without writers: no row written before the mark counts as written since. */
export function endMarkOf(connection: CopyConnection): Promise<string> {
  return read(connection, 'pg_snapshot_xmax');
}

async function read(connection: CopyConnection, end: 'pg_snapshot_xmin' | 'pg_snapshot_xmax'): Promise<string> {
  const [row] = await connection.query<{ mark: string }>(`SELECT ${end}(pg_current_snapshot())::xid AS mark`);
  return row?.mark ?? '0';
}

/**
 * An SQL condition for rows that were written since a mark. It compares `xmin`, so that no table needs a
 * column or a trigger for it. Also true of very old rows, once the transaction id counter has wrapped around.
 */
export function writtenSince(mark: string): string {
  return `age(xmin) <= age('${mark}'::xid)`;
}
