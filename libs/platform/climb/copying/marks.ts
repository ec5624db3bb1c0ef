import type { CopyConnection } from '#platform/database';

/**
 * A moment of one server: whatever is not there for any later snapshot counts as written since, and
 * some of what is, where transactions were under way.
 */
export function markOf(connection: CopyConnection): Promise<string> {
  return read(connection, 'pg_snapshot_xmin');
}

/** The same where nobody writes: nothing that was there before counts as written since. */
export function endMarkOf(connection: CopyConnection): Promise<string> {
  return read(connection, 'pg_snapshot_xmax');
}

async function read(connection: CopyConnection, end: 'pg_snapshot_xmin' | 'pg_snapshot_xmax'): Promise<string> {
  const [row] = await connection.query<{ mark: string }>(`SELECT ${end}(pg_current_snapshot())::xid AS mark`);
  return row?.mark ?? '0';
}

/**
 * Rows that were written since a mark, as SQL: by the transaction that wrote them, so that no table
 * needs a column or a trigger for it. Also true of very old ones, where the server's counter of
 * transactions went round.
 */
export function writtenSince(mark: string): string {
  return `age(xmin) <= age('${mark}'::xid)`;
}
