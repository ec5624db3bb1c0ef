import type { ChainableCommander } from 'ioredis';
import { hasReplicas, type RedisClient } from './redis-client.js';

/** What writes answered. */
export interface Replicated {
  /** One an entry of the pipeline, in its order. */
  readonly answers: readonly unknown[];
  /** Whether a replica has them too; always true where there can be none. */
  readonly replicated: boolean;
}

/** Milliseconds that a replica is waited for; a writer that answers in less than 5 ms rarely waits for one. */
const PATIENCE_MS = 50;

/**
 * Writes to one slot in one round trip, and waits until a replica has it, where there may be one.
 * `WAIT` holds up what comes behind it on a connection: readers need another.
 *
 * @throws Error of the first command that failed
 */
export async function replicated(
  client: RedisClient,
  write: (pipeline: ChainableCommander) => ChainableCommander,
): Promise<Replicated> {
  const waits = hasReplicas(client);
  const pipeline = write(client.pipeline());
  const answers = await (waits ? pipeline.wait(1, PATIENCE_MS) : pipeline).exec();
  if (!answers) throw new Error('Connection is closed.');
  for (const [error] of answers) if (error) throw error;
  const values = answers.map(([, value]) => value);
  return waits
    ? { answers: values.slice(0, -1), replicated: Number(values.at(-1)) >= 1 }
    : { answers: values, replicated: true };
}
