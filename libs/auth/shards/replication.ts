/** Who copies a primary. */
export interface ShardReplica {
  /** As `host:port`. */
  readonly address: string;
  /** Whether it follows; false while it copies everything anew, or is gone. */
  readonly following: boolean;
  /** Bytes of writes that it has not confirmed; null where nobody can say. */
  readonly lagBytes: number | null;
  /** Seconds since it was last heard of; null where nobody can say. */
  readonly lagSeconds: number | null;
}

/**
 * Reads the replicas out of what a primary answers to `INFO replication`.
 *
 * @see https://redis.io/docs/latest/commands/info/
 */
export function replicasIn(info: string): ShardReplica[] {
  const written = Number(/^master_repl_offset:(\d+)/m.exec(info)?.[1] ?? 0);
  return [...info.matchAll(/^slave\d+:(.*)$/gm)].map(([, line = '']) => {
    const said = new Map(
      line
        .trim()
        .split(',')
        .map((pair) => pair.split('=') as [string, string]),
    );
    return {
      address: `${said.get('ip')}:${said.get('port')}`,
      following: said.get('state') === 'online',
      lagBytes: Math.max(0, written - Number(said.get('offset'))),
      lagSeconds: Number(said.get('lag')),
    };
  });
}
