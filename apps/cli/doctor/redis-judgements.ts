import type { Diagnosis } from './diagnosis.js';
import type { RedisFacts } from './redis-facts.js';

const OLDEST = [6, 2] as const;
const SLOW_MS = 5;

/** Of the node that is oldest or, where all are new enough, slowest. */
export function version(name: string, nodes: readonly RedisFacts[]): Diagnosis {
  const { version: number, latencyMs } = nodes.find(isOld) ?? worst(nodes, (node) => node.latencyMs);
  const took = latencyMs.toFixed(1);
  const summary = `Redis ${number} answers in ${took} ms.`;
  if (isOld({ version: number })) {
    const wanted = OLDEST.join('.');
    const remedy = `Upgrade to ${wanted} or later.`;
    return { name, state: 'problem', summary, remedy };
  }
  if (latencyMs < SLOW_MS) return { name, state: 'fine', summary };
  return {
    name,
    state: 'warning',
    summary,
    remedy: 'Run it in the same data centre.',
  };
}

/** Of those that hold sessions and jobs. */
export function policy(nodes: readonly RedisFacts[]): Diagnosis {
  const name = nodes.map((node) => node.policy).find((each) => each !== 'noeviction') ?? 'noeviction';
  const kept = name === 'noeviction';
  return {
    name: 'redis.policy',
    state: kept ? 'fine' : 'problem',
    summary: kept
      ? 'It never evicts sessions and jobs (noeviction).'
      : `maxmemory-policy is ${name}: when memory is short, sessions and jobs vanish.`,
    ...(!kept && {
      remedy: 'Set maxmemory-policy noeviction, and give the cache a Redis of its own in REDIS_CACHE_URL.',
    }),
  };
}

/** Of those that hold sessions and jobs. */
export function log(nodes: readonly RedisFacts[]): Diagnosis {
  const appendOnly = nodes.every((node) => node.appendOnly);
  return {
    name: 'redis.persistence',
    state: appendOnly ? 'fine' : 'warning',
    summary: appendOnly
      ? 'It logs each write (appendonly).'
      : 'appendonly is off: a crash of Redis loses the latest sessions, revocations and jobs.',
    ...(!appendOnly && {
      remedy: 'Set appendonly yes and appendfsync everysec.',
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
