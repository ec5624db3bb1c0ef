import type { Settings } from '#platform/config';
import { isCluster, openRedis, type RedisClient } from '#platform/redis';
import { judgeClock } from './clocks.check.js';
import type { Diagnosis } from './diagnosis.js';
import { checkDirectives } from './redis-directives.js';
import { factsOf, type RedisFacts } from './redis-facts.js';
import { log, policy, version } from './redis-judgements.js';

const PATIENCE_MS = 3000;
const SLOTS = 16_384;

/** The primaries of a Cluster, or the one that Sentinels know, and who stands ready for each. */
export async function checkReplicated(settings: Settings): Promise<Diagnosis[]> {
  const client = openRedis(settings, { name: 'doctor', commandTimeoutMs: PATIENCE_MS, quiet: true });
  try {
    await client.ping();
    const clustered = isCluster(client);
    const primaries = await Promise.all((clustered ? client.nodes('master') : [client]).map(factsOf));
    const judged = [version('redis', primaries), replicas(primaries), policy(primaries), log(primaries)];
    const directives = await checkDirectives(clustered ? client.nodes() : [client], clustered);
    return [...judged, clock(primaries), ...directives, ...(await slots(client)), ...cache(settings)];
  } catch (error) {
    return [unanswered(isCluster(client) ? 'REDIS_CLUSTER' : 'REDIS_SENTINELS', error)];
  } finally {
    client.disconnect();
  }
}

/** @param primaries one at least */
export function replicas(primaries: readonly RedisFacts[]): Diagnosis {
  const all = primaries.reduce((sum, node) => sum + node.replicas, 0);
  const alone = primaries.filter((node) => node.replicas === 0).length;
  const says = {
    en: `${primaries.length} primaries, ${all} replicas; ${alone} primaries have none.`,
    fr: `${primaries.length} primaires, ${all} répliques ; ${alone} primaires n’en ont aucune.`,
  };
  if (alone === 0) return { name: 'redis.replicas', state: 'fine', says };
  return {
    name: 'redis.replicas',
    state: 'warning',
    says,
    remedy: {
      en: 'Give each primary a replica: without one, its sessions and jobs are away for as long as it is.',
      fr: 'Donnez une réplique à chaque primaire : sans elle, ses sessions et ses tâches manquent tant qu’il manque.',
    },
  };
}

/** Of the one that is furthest off. */
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
  const says = {
    en: `${served} of ${SLOTS} slots are served.`,
    fr: `${served} emplacements sur ${SLOTS} sont servis.`,
  };
  if (served === SLOTS) return [{ name: 'redis.slots', state: 'fine', says }];
  const remedy = {
    en: 'Run "redis-cli --cluster check" and "--cluster fix": whose slot is missing cannot sign in.',
    fr: 'Lancez « redis-cli --cluster check » puis « --cluster fix » : qui dépend d’un emplacement absent ne peut pas se connecter.',
  };
  return [{ name: 'redis.slots', state: 'problem', says, remedy }];
}

function cache({ redisCacheUrl }: Settings): Diagnosis[] {
  if (redisCacheUrl) return [];
  return [
    {
      name: 'redis-cache',
      state: 'advice',
      says: {
        en: 'Processes share no cache: it does not use Sentinels or a Cluster.',
        fr: 'Les processus ne partagent aucun cache : il n’utilise ni Sentinels ni Cluster.',
      },
      remedy: {
        en: 'Give it a Redis of its own in REDIS_CACHE_URL.',
        fr: 'Donnez-lui son propre Redis dans REDIS_CACHE_URL.',
      },
    },
  ];
}

function unanswered(variable: string, error: unknown): Diagnosis {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    name: 'redis',
    state: 'problem',
    says: {
      en: `The Redis of ${variable} does not answer: ${reason}.`,
      fr: `Le Redis de ${variable} ne répond pas : ${reason}.`,
    },
    remedy: { en: `Start it, or correct ${variable}.`, fr: `Démarrez-le, ou corrigez ${variable}.` },
  };
}
