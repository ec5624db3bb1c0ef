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
/** The least patience in milliseconds: Redis itself pauses for shorter, as where it forks or writes to a slow disk. */
const LEAST_MS = 1000;

/**
 * Closes each connection of a client on which commands have waited for `patienceMs` without any byte, so that it is opened anew.
 * Where a network forgets a connection, it stays open on both sides, and TCP gives it up only after a quarter of an hour; until
 * then every command would fail.
 *
 * @param patienceMs longer than any command may block; a second at least
 */
export function closeSilent(client: RedisClient, patienceMs: number): void {
  const limits = { ready: Math.max(LEAST_MS, patienceMs), handshake: HANDSHAKE_MS };
  const before = new WeakMap<Redis, Heard>();
  const look = (node: Redis) => {
    const { stream, commandQueue } = node;
    if (!stream || stream.destroyed || commandQueue.length === 0) return before.delete(node);
    const heard = before.get(node);
    const now = performance.now();
    const bytes = stream.bytesRead;
    if (heard?.stream !== stream || heard.bytes !== bytes) return before.set(node, { stream, bytes, since: now });
    if (now - heard.since < (node.status === 'ready' ? limits.ready : limits.handshake)) return undefined;
    // Answers that arrived while this process was busy are read before the second turn of the event loop.
    return setImmediate(() => setImmediate(() => stream.bytesRead === bytes && stream.destroy()));
  };
  let timer: NodeJS.Timeout | undefined;
  client.on('connecting', () => {
    timer ??= setInterval(
      () => {
        for (const node of isCluster(client) ? client.nodes() : [client]) look(node);
      },
      Math.min(limits.ready, limits.handshake),
    ).unref();
  });
  client.on('end', () => {
    clearInterval(timer);
    timer = undefined;
  });
}
