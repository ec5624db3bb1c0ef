import type { Settings } from '#platform/config';
import { isCluster, openRedis, type RedisClient } from '#platform/redis';
import { judgeClock } from './clocks.check.js';
import { advice, type Diagnosis, fine, problem, warning } from './diagnosis.js';
import { checkDirectives } from './redis-directives.js';
import { factsOf, type RedisFacts } from './redis-facts.js';
import { log, policy, room, unanswered, version } from './redis-judgements.js';

const PATIENCE_MS = 3000;
const SLOTS = 16_384;

/** Checks the primaries of a Cluster, or the one that the Sentinels know, and their replicas. */
export async function checkReplicated(settings: Settings): Promise<Diagnosis[]> {
  const client = openRedis(settings, { name: 'doctor', commandTimeoutMs: PATIENCE_MS, quiet: true });
  try {
    await client.ping();
    const clustered = isCluster(client);
    const primaries = await Promise.all((clustered ? client.nodes('master') : [client]).map(factsOf));
    const judged = [version('redis', primaries), ...[replicas, policy, room, log].map((judge) => judge(primaries))];
    const directives = await checkDirectives(clustered ? client.nodes() : [client], clustered);
    return [...judged, clock(primaries), ...directives, ...(await slots(client)), ...cache(settings)];
  } catch (error) {
    return [unanswered('redis', isCluster(client) ? 'REDIS_CLUSTER' : 'REDIS_SENTINELS', error)];
  } finally {
    client.disconnect();
  }
}

/** @param primaries one at least */
export function replicas(primaries: readonly RedisFacts[]): Diagnosis {
  const all = primaries.reduce((sum, node) => sum + node.replicas, 0);
  const alone = primaries.filter((node) => node.replicas === 0).length;
  const summary = `${primaries.length} primaries, ${all} replicas; ${alone} primaries have none.`;
  if (alone === 0) return fine('redis.replicas', summary);
  return warning(
    'redis.replicas',
    summary,
    'Give each primary a replica: without one, its sessions and jobs are unreachable while it is down.',
  );
}

/** Judges the clock that differs most. */
function clock(primaries: readonly RedisFacts[]): Diagnosis {
  const ahead = primaries.map(({ clockAheadMs }) => clockAheadMs);
  return judgeClock(
    'Redis',
    ahead.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0),
  );
}

async function slots(client: RedisClient): Promise<Diagnosis[]> {
  if (!isCluster(client)) return [];
  const info = String(await client.cluster('INFO'));
  const served = Number(/^cluster_slots_ok:(\d+)/m.exec(info)?.[1] ?? 0);
  const summary = `${served} of ${SLOTS} slots are served.`;
  if (served === SLOTS) return [fine('redis.slots', summary)];
  const remedy = 'Run "redis-cli --cluster check" and "--cluster fix": users whose slot is missing cannot sign in.';
  return [problem('redis.slots', summary, remedy)];
}

function cache({ redisCacheUrl }: Settings): Diagnosis[] {
  return redisCacheUrl ? [] : [unshared];
}

const unshared = advice(
  'redis-cache',
  'Processes share no cache: it does not use Sentinels or a Cluster.',
  'Set REDIS_CACHE_URL to a separate Redis.',
);
