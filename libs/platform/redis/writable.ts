import { isCluster, type RedisClient, slotOf } from './redis-client.js';

/**
 * Tries a write on the Redis, or on every primary of a Cluster. It changes nothing, and Redis refuses it when it is full,
 * read-only, cut off from its replicas, or cannot write its file.
 *
 * @throws Error of Redis, or of the connection
 */
export async function assertWritable(client: RedisClient): Promise<void> {
  const keys = isCluster(client) ? keyOfEach(client.slots.map(([primary]) => primary)) : [keyAt(0)];
  // Without a map of slots, the command itself waits for one.
  await Promise.all((keys.length > 0 ? keys : [keyAt(0)]).map((key) => client.setrange(key, 0, '')));
}

/** A key for each primary. @param primaries by slot */
function keyOfEach(primaries: readonly (string | undefined)[]): string[] {
  const missing = new Set(primaries.filter((primary) => primary !== undefined));
  const keys: string[] = [];
  for (let n = 0; missing.size > 0; n += 1) {
    const primary = primaries[slotOf(keyAt(n))];
    if (primary !== undefined && missing.delete(primary)) keys.push(keyAt(n));
  }
  return keys;
}

function keyAt(n: number): string {
  return `palier:writable:${n}`;
}
