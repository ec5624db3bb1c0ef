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

/**
 * Writes to one slot in one round trip, and waits until a replica has the writes, if there may be one. `WAIT`
 * blocks later commands of its connection: use another connection for reads.
 *
 * @throws Error of the first command that failed
 */
export async function replicated(
  client: RedisClient,
  write: (pipeline: ChainableCommander) => ChainableCommander,
): Promise<Replicated> {
  const waits = hasReplicas(client);
  const pipeline = write(client.pipeline());
  const answers = await (waits ? pipeline.wait(1, REPLICA_TIMEOUT_MS) : pipeline).exec();
  if (!answers) throw new Error('Connection is closed.');
  for (const [error] of answers) if (error) throw error;
  const values = answers.map(([, value]) => value);
  return waits
    ? { answers: values.slice(0, -1), replicated: Number(values.at(-1)) >= 1 }
    : { answers: values, replicated: true };
}
