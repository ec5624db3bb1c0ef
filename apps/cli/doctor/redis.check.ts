import { mask } from '#platform/config';
import { redisConfigured } from '#platform/redis';
import { type Diagnosis, diagnosis, fine } from './diagnosis.js';
import type { Installation } from './installation.js';
import { askRedis, type RedisFacts } from './redis-facts.js';
import { log, policy, room, unanswered, version } from './redis-judgements.js';
import { checkReplicated } from './redis-nodes.check.js';

/** Checks the Redis for sessions and jobs, and the Redis of the cache, where these are configured. */
export async function checkRedis({ settings }: Installation): Promise<Diagnosis[]> {
  const { redisUrl, redisCacheUrl } = settings;
  const durable = redisUrl
    ? await examine('redis', 'REDIS_URL', redisUrl, (facts) => [policy([facts]), room([facts]), log([facts])])
    : redisConfigured(settings)
      ? await checkReplicated(settings)
      : [none];
  if (!redisCacheUrl || redisCacheUrl === redisUrl) return durable;
  const cache = await examine('redis-cache', 'REDIS_CACHE_URL', redisCacheUrl, (facts) => [capacity(facts)]);
  return [...durable, ...cache];
}

const none = fine('redis', 'No Redis is configured: PostgreSQL holds sessions and jobs.');

async function examine(
  name: string,
  variable: string,
  url: string,
  purpose: (facts: RedisFacts) => Diagnosis[],
): Promise<Diagnosis[]> {
  try {
    const facts = await askRedis(url);
    return [version(name, [facts]), ...purpose(facts)];
  } catch (error) {
    return [unanswered(name, variable, error, ` (${mask(url, true)})`)];
  }
}

/** Judges whether the cache's Redis evicts: otherwise it refuses writes once it is full. */
function capacity({ policy: name, maxMemory }: RedisFacts): Diagnosis {
  const bounded = maxMemory > 0 && name !== 'noeviction';
  return diagnosis(
    'redis-cache.policy',
    bounded ? 'fine' : 'advice',
    bounded
      ? `It evicts when it is full (${name}).`
      : 'It has no maxmemory, or may not evict: once full it refuses writes.',
    'Set maxmemory and maxmemory-policy allkeys-lru.',
  );
}
