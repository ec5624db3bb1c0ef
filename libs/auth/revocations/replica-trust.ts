/** Seconds. A primary sends data at least each second while it is written to. */
const SILENT_AT_MOST = 2;
const DOWN_AT_MOST = 5;

/** The replication state that a node reports. */
export interface Replication {
  /** Whether its answers may be used while its primary is unreachable. */
  readonly trusted: boolean;
  /** The replication offset in bytes; the replica with the greater one is more advanced. */
  readonly offset: number;
}

/**
 * Parses the answer to `INFO replication`. A replica is trusted when it has applied all that it received and is
 * linked to its primary, or lost the link at most five seconds ago. A promoted replica counts as the primary.
 */
export function replicationOf(info: string): Replication {
  const fields = new Map([...info.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]));
  const number = (name: string) => Number(fields.get(name) ?? Number.NaN);
  if (fields.get('role') === 'master') return { trusted: true, offset: number('master_repl_offset') };
  const offset = number('slave_repl_offset');
  const applied = offset === number('slave_read_repl_offset');
  const linked = fields.get('master_link_status') === 'up' && number('master_last_io_seconds_ago') <= SILENT_AT_MOST;
  // It is -1 when the replica has not been linked since it was started: its data may be of any age.
  const down = number('master_link_down_since_seconds');
  const lately = down >= 0 && down <= DOWN_AT_MOST;
  const synchronising = fields.get('master_sync_in_progress') === '1';
  return { trusted: applied && !synchronising && (linked || lately), offset };
}
