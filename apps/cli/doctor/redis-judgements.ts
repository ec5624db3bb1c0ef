import type { Diagnosis } from './diagnosis.js';
import type { RedisFacts } from './redis-facts.js';

const OLDEST = [6, 2] as const;
const SLOW_MS = 5;

/** Of the node that is oldest or, where all are new enough, slowest. */
export function version(name: string, nodes: readonly RedisFacts[]): Diagnosis {
  const { version: number, latencyMs } = nodes.find(isOld) ?? worst(nodes, (node) => node.latencyMs);
  const took = latencyMs.toFixed(1);
  const says = {
    en: `Redis ${number} answers in ${took} ms.`,
    fr: `Redis ${number} répond en ${took.replace('.', ',')} ms.`,
  };
  if (isOld({ version: number })) {
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

/** Of those that hold sessions and jobs. */
export function policy(nodes: readonly RedisFacts[]): Diagnosis {
  const name = nodes.map((node) => node.policy).find((each) => each !== 'noeviction') ?? 'noeviction';
  const kept = name === 'noeviction';
  return {
    name: 'redis.policy',
    state: kept ? 'fine' : 'problem',
    says: kept
      ? { en: 'It never evicts sessions and jobs (noeviction).', fr: 'Il n’évince ni session ni tâche (noeviction).' }
      : {
          en: `maxmemory-policy is ${name}: when memory is short, sessions and jobs vanish.`,
          fr: `maxmemory-policy vaut ${name} : si la mémoire manque, des sessions et des tâches disparaissent.`,
        },
    ...(!kept && {
      remedy: {
        en: 'Set maxmemory-policy noeviction, and give the cache a Redis of its own in REDIS_CACHE_URL.',
        fr: 'Réglez maxmemory-policy noeviction, et donnez au cache son propre Redis dans REDIS_CACHE_URL.',
      },
    }),
  };
}

/** Of those that hold sessions and jobs. */
export function log(nodes: readonly RedisFacts[]): Diagnosis {
  const appendOnly = nodes.every((node) => node.appendOnly);
  return {
    name: 'redis.persistence',
    state: appendOnly ? 'fine' : 'warning',
    says: appendOnly
      ? { en: 'It logs each write (appendonly).', fr: 'Il journalise chaque écriture (appendonly).' }
      : {
          en: 'appendonly is off: a crash of Redis loses the latest sessions, revocations and jobs.',
          fr: 'appendonly est désactivé : une panne de Redis perd les dernières sessions, révocations et tâches.',
        },
    ...(!appendOnly && {
      remedy: {
        en: 'Set appendonly yes and appendfsync everysec.',
        fr: 'Réglez appendonly yes et appendfsync everysec.',
      },
    }),
  };
}

function isOld({ version: number }: Pick<RedisFacts, 'version'>): boolean {
  const [major = 0, minor = 0] = number.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** @param nodes one at least */
function worst(nodes: readonly RedisFacts[], by: (node: RedisFacts) => number): RedisFacts {
  return nodes.reduce((a, b) => (by(b) > by(a) ? b : a));
}
