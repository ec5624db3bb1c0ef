import type { Redis } from 'ioredis';
import { isCluster, type RedisClient } from './redis-client.js';

/** What a connection had received, and when commands were first seen to wait on it since. */
interface Heard {
  readonly stream: Redis['stream'];
  readonly bytes: number;
  readonly since: number;
}

/** What a connection may take for its first answers, in milliseconds: no command blocks before. */
const HANDSHAKE_MS = 2000;

/**
 * Closes each connection of a client on which commands have waited for `patienceMs` without any byte, so that it is opened anew.
 * Where a network forgets a connection, it stays open on both sides, and TCP gives it up only after a quarter of an hour; until
 * then every command would fail.
 *
 * @param patienceMs longer than any command may block
 */
export function closeSilent(client: RedisClient, patienceMs: number): void {
  const handshakeMs = Math.min(patienceMs, HANDSHAKE_MS);
  const before = new WeakMap<Redis, Heard>();
  const look = (node: Redis) => {
    const { stream, commandQueue } = node;
    if (!stream || stream.destroyed || commandQueue.length === 0) return before.delete(node);
    const heard = before.get(node);
    const now = performance.now();
    const bytes = stream.bytesRead;
    if (heard?.stream !== stream || heard.bytes !== bytes) return before.set(node, { stream, bytes, since: now });
    return now - heard.since >= (node.status === 'ready' ? patienceMs : handshakeMs) && stream.destroy();
  };
  let timer: NodeJS.Timeout | undefined;
  client.on('connecting', () => {
    timer ??= setInterval(() => {
      for (const node of isCluster(client) ? client.nodes() : [client]) look(node);
    }, handshakeMs).unref();
  });
  client.on('end', () => {
    clearInterval(timer);
    timer = undefined;
  });
}
