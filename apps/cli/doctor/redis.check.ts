import { mask } from '#platform/config';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';
import { askRedis, type RedisFacts } from './redis-facts.js';

const OLDEST = [6, 2] as const;
const SLOW_MS = 5;

/** The Redis that holds jobs, and the one that holds what may be lost, where there are such. */
export async function checkRedis({ settings }: Patient): Promise<Diagnosis[]> {
  const { redisUrl, redisCacheUrl } = settings;
  const jobs = redisUrl
    ? await examine('redis', 'REDIS_URL', redisUrl, (facts) => [policy(facts), log(facts)])
    : [none()];
  if (!redisCacheUrl || redisCacheUrl === redisUrl) return jobs;
  return [...jobs, ...(await examine('redis-cache', 'REDIS_CACHE_URL', redisCacheUrl, (facts) => [room(facts)]))];
}

function none(): Diagnosis {
  return {
    name: 'redis',
    state: 'fine',
    says: { en: 'No Redis is set: PostgreSQL holds the jobs.', fr: 'Aucun Redis : PostgreSQL garde les tâches.' },
  };
}

async function examine(
  name: string,
  variable: string,
  url: string,
  purpose: (facts: RedisFacts) => Diagnosis[],
): Promise<Diagnosis[]> {
  try {
    const facts = await askRedis(url);
    return [version(name, facts), ...purpose(facts)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        name,
        state: 'problem',
        says: {
          en: `The Redis of ${variable} (${mask(url, true)}) does not answer: ${reason}.`,
          fr: `Le Redis de ${variable} (${mask(url, true)}) ne répond pas : ${reason}.`,
        },
        remedy: { en: `Start it, or correct ${variable}.`, fr: `Démarrez-le, ou corrigez ${variable}.` },
      },
    ];
  }
}

function version(name: string, { version: number, latencyMs }: RedisFacts): Diagnosis {
  const [major = 0, minor = 0] = number.split('.').map(Number);
  const took = latencyMs.toFixed(1);
  const says = {
    en: `Redis ${number} answers in ${took} ms.`,
    fr: `Redis ${number} répond en ${took.replace('.', ',')} ms.`,
  };
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    const wanted = OLDEST.join('.');
    const remedy = { en: `Upgrade to ${wanted} or later.`, fr: `Passez à la version ${wanted} ou à une plus récente.` };
    return { name, state: 'problem', says, remedy };
  }
  if (latencyMs < SLOW_MS) return { name, state: 'fine', says };
  return {
    name,
    state: 'warning',
    says,
    remedy: { en: 'Run it in the same data centre.', fr: 'Placez-le dans le même centre de données.' },
  };
}

function policy({ policy: name }: RedisFacts): Diagnosis {
  const kept = name === 'noeviction';
  return {
    name: 'redis.policy',
    state: kept ? 'fine' : 'problem',
    says: kept
      ? { en: 'It never evicts jobs (noeviction).', fr: 'Il n’évince aucune tâche (noeviction).' }
      : {
          en: `maxmemory-policy is ${name}: when memory is short, jobs vanish.`,
          fr: `maxmemory-policy vaut ${name} : si la mémoire manque, des tâches disparaissent.`,
        },
    ...(!kept && {
      remedy: {
        en: 'Set maxmemory-policy noeviction, and give the cache a Redis of its own in REDIS_CACHE_URL.',
        fr: 'Réglez maxmemory-policy noeviction, et donnez au cache son propre Redis dans REDIS_CACHE_URL.',
      },
    }),
  };
}

function log({ appendOnly }: RedisFacts): Diagnosis {
  return {
    name: 'redis.persistence',
    state: appendOnly ? 'fine' : 'warning',
    says: appendOnly
      ? { en: 'It logs each write (appendonly).', fr: 'Il journalise chaque écriture (appendonly).' }
      : {
          en: 'appendonly is off: a crash of Redis loses the latest jobs.',
          fr: 'appendonly est désactivé : une panne de Redis perd les dernières tâches.',
        },
    ...(!appendOnly && {
      remedy: {
        en: 'Set appendonly yes and appendfsync everysec.',
        fr: 'Réglez appendonly yes et appendfsync everysec.',
      },
    }),
  };
}

/** A cache that may not evict refuses writes once it is full. */
function room({ policy: name, maxMemory }: RedisFacts): Diagnosis {
  const bounded = maxMemory > 0 && name !== 'noeviction';
  return {
    name: 'redis-cache.policy',
    state: bounded ? 'fine' : 'advice',
    says: bounded
      ? { en: `It evicts by itself (${name}).`, fr: `Il évince de lui-même (${name}).` }
      : {
          en: 'It has no maxmemory, or may not evict: once full it takes nothing more.',
          fr: 'Il n’a pas de maxmemory, ou ne peut évincer : plein, il ne prend plus rien.',
        },
    ...(!bounded && {
      remedy: {
        en: 'Set maxmemory and maxmemory-policy allkeys-lru.',
        fr: 'Réglez maxmemory et maxmemory-policy allkeys-lru.',
      },
    }),
  };
}
