import { type Diagnosis, diagnosis, fine, problem, warning } from './diagnosis.js';
import type { RedisFacts } from './redis-facts.js';

const OLDEST = [6, 2] as const;
const SLOW_MS = 5;

/** Judges the version of the first node that is too old or, where none is, the latency of the slowest. */
export function version(name: string, nodes: readonly RedisFacts[]): Diagnosis {
  const { version: number, latencyMs } = nodes.find(isOld) ?? worst(nodes, (node) => node.latencyMs);
  const summary = `Redis ${number} answers in ${latencyMs.toFixed(1)} ms.`;
  if (isOld({ version: number })) return problem(name, summary, `Upgrade to ${OLDEST.join('.')} or later.`);
  if (latencyMs < SLOW_MS) return fine(name, summary);
  return warning(name, summary, 'Run it in the same data centre.');
}

/** Judges the eviction policy of the nodes that hold sessions and jobs. */
export function policy(nodes: readonly RedisFacts[]): Diagnosis {
  const name = nodes.map((node) => node.policy).find((each) => each !== 'noeviction') ?? 'noeviction';
  const safe = name === 'noeviction';
  return diagnosis(
    'redis.policy',
    safe ? 'fine' : 'problem',
    safe
      ? 'It never evicts sessions and jobs (noeviction).'
      : `maxmemory-policy is ${name}: when memory is short, sessions and jobs are deleted.`,
    'Set maxmemory-policy noeviction, and use a separate Redis for the cache, in REDIS_CACHE_URL.',
  );
}

/** The share of maxmemory from which on sessions and jobs will soon find no room. */
const NEARLY_FULL = 0.9;

/** Judges whether the nodes that hold sessions and jobs accept writes, and have memory left. */
export function room(nodes: readonly RedisFacts[]): Diagnosis {
  const name = 'redis.room';
  const refusal = nodes.find((node) => node.refusal)?.refusal;
  const used = Math.max(...nodes.map(({ usedMemory, maxMemory }) => (maxMemory > 0 ? usedMemory / maxMemory : 0)));
  const summary = `${Math.round(100 * used)} % of maxmemory is used.`;
  const remedy = 'Raise maxmemory, and free space on its disk. Sign-ins and jobs resume without a restart.';
  if (refusal || used >= 1) {
    const reason = refusal ? `It refuses writes (${refusal}).` : summary;
    return problem(name, `${reason} Nobody can sign in.`, remedy);
  }
  if (used >= NEARLY_FULL) return warning(name, summary, remedy);
  return fine(name, 'It accepts writes.');
}

/** Judges the persistence of the nodes that hold sessions and jobs. */
export function log(nodes: readonly RedisFacts[]): Diagnosis {
  const appendOnly = nodes.every((node) => node.appendOnly);
  return diagnosis(
    'redis.persistence',
    appendOnly ? 'fine' : 'warning',
    appendOnly
      ? 'It writes each change to disk (appendonly).'
      : 'appendonly is off: a crash of Redis loses the latest sessions, revocations and jobs.',
    'Set appendonly yes and appendfsync everysec.',
  );
}

/** @param variable the setting that names the Redis; `where` it is, in words that follow it */
export function unanswered(name: string, variable: string, error: unknown, where = ''): Diagnosis {
  const reason = error instanceof Error ? error.message : String(error);
  const summary = `The Redis of ${variable}${where} does not answer: ${reason}.`;
  return problem(name, summary, `Start it, or correct ${variable}.`);
}

function isOld({ version: number }: Pick<RedisFacts, 'version'>): boolean {
  const [major = 0, minor = 0] = number.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** @param nodes one at least */
function worst(nodes: readonly RedisFacts[], by: (node: RedisFacts) => number): RedisFacts {
  return nodes.reduce((a, b) => (by(b) > by(a) ? b : a));
}
