import type { ShardReplicaDto } from './shards.dto.js';

/**
 * Parses the replicas from a primary's answer to `INFO replication`.
 *
 * @see https://redis.io/docs/latest/commands/info/
 */
export function replicasIn(info: string): ShardReplicaDto[] {
  const written = Number(/^master_repl_offset:(\d+)/m.exec(info)?.[1] ?? 0);
  return [...info.matchAll(/^slave\d+:(.*)$/gm)].map(([, line = '']) => {
    const fields = new Map(
      line
        .trim()
        .split(',')
        .map((pair) => pair.split('=') as [string, string]),
    );
    return {
      address: `${fields.get('ip')}:${fields.get('port')}`,
      following: fields.get('state') === 'online',
      lagBytes: Math.max(0, written - Number(fields.get('offset'))),
      lagSeconds: Number(fields.get('lag')),
    };
  });
}
