import type { ChainableCommander } from 'ioredis';
import { hasReplicas, type RedisClient } from './redis-client.js';

/** The replies to a pipeline of writes. */
export interface Replicated {
  /** One reply per command of the pipeline, in its order. */
  readonly answers: readonly unknown[];
  /** Whether a replica has the writes too; always true when there can be no replica. */
  readonly replicated: boolean;
}

/** Milliseconds to wait for a replica. */
const REPLICA_TIMEOUT_MS = 50;
/** Whether the slot is on another node, as after a failover of which this process has not heard: nothing was written. */
export function isRedirected(error: unknown): boolean {
  return error instanceof Error && /^(MOVED|ASK|TRYAGAIN)\b/.test(error.message);
}

/**
 * Writes to one slot in one round trip, and waits until a replica has the writes, if there may be one. `WAIT`
 * blocks later commands of its connection: use another connection for reads. Where another node has the slot by now, they are
 * written there without waiting, since ioredis follows a redirection only of commands that are all redirected.
 *
 * @throws Error of the first command that failed
 */
export async function replicated(
  client: RedisClient,
  write: (pipeline: ChainableCommander) => ChainableCommander,
): Promise<Replicated> {
  if (!hasReplicas(client)) return { answers: answersOf(await write(client.pipeline()).exec()), replicated: true };
  try {
    const answers = answersOf(await write(client.pipeline()).wait(1, REPLICA_TIMEOUT_MS).exec());
    return { answers: answers.slice(0, -1), replicated: Number(answers.at(-1)) >= 1 };
  } catch (error) {
    if (!isRedirected(error)) throw error;
    return { answers: answersOf(await write(client.pipeline()).exec()), replicated: false };
  }
}

function answersOf(answers: Awaited<ReturnType<ChainableCommander['exec']>>): unknown[] {
  if (!answers) throw new Error('Connection is closed.');
  for (const [error] of answers) if (error) throw error;
  return answers.map(([, answer]) => answer);
}
