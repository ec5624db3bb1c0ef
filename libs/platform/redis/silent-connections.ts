import type { Redis } from 'ioredis';
import { isCluster, type RedisClient } from './redis-client.js';

/** What a connection had received when it was last looked at, while commands waited on it. */
interface Heard {
  readonly stream: Redis['stream'];
  readonly bytes: number;
}

/**
 * Closes each connection of a client on which commands have waited for `patienceMs` without any byte, so that it is opened anew.
 * Where a network forgets a connection, it stays open on both sides, and TCP gives it up only after a quarter of an hour; until
 * then every command would fail.
 *
 * @param patienceMs longer than any command may block
 */
export function closeSilent(client: RedisClient, patienceMs: number): void {
  const before = new WeakMap<Redis, Heard>();
  const look = (node: Redis) => {
    const { stream, commandQueue } = node;
    if (!stream || stream.destroyed || commandQueue.length === 0) return before.delete(node);
    const heard = before.get(node);
    const bytes = stream.bytesRead;
    if (heard?.stream === stream && heard.bytes === bytes) stream.destroy();
    return before.set(node, { stream, bytes });
  };
  const timer = setInterval(() => {
    for (const node of isCluster(client) ? client.nodes() : [client]) look(node);
  }, patienceMs);
  timer.unref();
  client.once('end', () => clearInterval(timer));
}
