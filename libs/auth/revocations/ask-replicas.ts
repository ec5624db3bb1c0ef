import type { RedisClient } from '#platform/redis';
import { replicationOf } from './replica-trust.js';
import { unknown } from './revocations.errors.js';

/**
 * Reads from the most advanced of the trusted replicas.
 *
 * @throws Problem `revocation_unknown` (503) where no replica is trusted
 */
export async function askReplicas<Client extends RedisClient, T>(
  replicas: readonly Client[],
  read: (replica: Client) => Promise<T>,
): Promise<T> {
  const asked = await Promise.allSettled(
    replicas.map(async (replica) => {
      const [info, value] = await Promise.all([replica.info('replication'), read(replica)]);
      return { ...replicationOf(info), value };
    }),
  );
  const [best] = asked
    .flatMap((answer) => (answer.status === 'fulfilled' && answer.value.trusted ? [answer.value] : []))
    .sort((a, b) => b.offset - a.offset);
  if (!best) throw unknown(asked.find((answer) => answer.status === 'rejected')?.reason);
  return best.value;
}
