/** Seconds. A primary says something each second at least while it is written to. */
const SILENT_AT_MOST = 2;
const DOWN_AT_MOST = 5;

/** How far a node is, by its own words. */
export interface Replication {
  /** Whether what it says may be believed while its primary is gone. */
  readonly trusted: boolean;
  /** Bytes of the stream of writes that it has; of two replicas the greater knows more. */
  readonly offset: number;
}

/**
 * Judges a node by what it answers to `INFO replication`. A replica is believed while it hears its
 * primary, or stopped a moment ago, having carried out all that it received. One that was promoted is
 * the primary.
 */
export function replicationOf(info: string): Replication {
  const said = new Map([...info.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]));
  const number = (name: string) => Number(said.get(name) ?? Number.NaN);
  if (said.get('role') === 'master') return { trusted: true, offset: number('master_repl_offset') };
  const offset = number('slave_repl_offset');
  const carriedOut = offset === number('slave_read_repl_offset');
  const linked = said.get('master_link_status') === 'up' && number('master_last_io_seconds_ago') <= SILENT_AT_MOST;
  // It says -1 when it has not heard its primary since it was started: what it has is of whatever age.
  const down = number('master_link_down_since_seconds');
  const lately = down >= 0 && down <= DOWN_AT_MOST;
  const synchronising = said.get('master_sync_in_progress') === '1';
  return { trusted: carriedOut && !synchronising && (linked || lately), offset };
}
