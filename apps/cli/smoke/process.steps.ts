import { visible } from '../output.js';
import { StepFailed, StepSkipped } from './outcomes.js';
import type { Readiness, Step, Visit } from './step.js';

/** Seconds by which clocks may differ: with more, tokens and links expire too early or are not valid yet. */
const MOST_APART = 5;

/** By the part that is degraded, what to look at; `palier doctor` for others. */
const remedies: Readonly<Record<string, string>> = {
  database: 'start PostgreSQL, or correct DATABASE_URL',
  redis: 'start the Redis of the cache, or correct REDIS_CACHE_URL or REDIS_URL',
  sessions: 'start the Redis of REDIS_URL, or give it memory, since it takes no writes',
  storage: 'correct STORAGE_URL, since the storage cannot be reached or is that of another deployment',
  disk: 'free space on the disk of PostgreSQL',
  keys: 'set PALIER_MASTER_KEY to the key that sealed what the database has',
  erasures: 'run palier erasures status on the server',
};

const connection: Step = {
  name: 'connection',
  async run({ client }) {
    const answer = await client.ask('GET', '/health/live');
    if (answer.json<{ status?: string }>().status !== 'ok') throw answer.refusal();
    return undefined;
  },
};

const health: Step = {
  name: 'health',
  async run(visit) {
    const askedAt = Date.now();
    const ready = (await visit.client.ask('GET', '/health/ready')).json<Readiness>();
    visit.ready = { ...ready, askedAt, answeredAt: Date.now() };
    const { degraded, withoutWorker } = ready;
    if (degraded.length === 0) return undefined;
    const queues = `start a worker that takes ${withoutWorker.join(', ')}`;
    const each = degraded.map((part) => (part === 'workers' ? queues : remedies[part])).filter(Boolean);
    const what = [...each, 'palier doctor on the server says more'].join('; ');
    throw new StepFailed(visible(`Degraded: ${degraded.join(', ')}: ${what}.`));
  },
};

const version: Step = {
  name: 'version',
  async run(visit) {
    const { version: found = 'from before 0.1.0' } = readyOf(visit);
    const { expectVersion } = visit;
    if (expectVersion !== undefined && found !== expectVersion)
      throw new StepFailed(
        `Version ${visible(found)} answers and not ${visible(expectVersion)}: complete the deployment, or look where the proxy leads.`,
      );
    return visible(found);
  },
};

const clock: Step = {
  name: 'clock',
  async run(visit) {
    const { time, askedAt, answeredAt } = readyOf(visit);
    if (time === undefined) throw new StepSkipped('This version does not say its time.');
    const at = Date.parse(time);
    const [ahead, behind] = [at - answeredAt, askedAt - at].map((ms) => Math.round(ms / 1000)) as [number, number];
    if (Math.max(ahead, behind) <= MOST_APART) return undefined;
    const apart = ahead > 0 ? `${ahead} s ahead of` : `${behind} s behind`;
    throw new StepFailed(
      `The clock of the server is ${apart} that of this machine: set both by NTP, with chrony or systemd-timesyncd.`,
    );
  },
};

const document: Step = {
  name: 'document',
  async run({ client }) {
    const answer = await client.ask('GET', '/openapi.json');
    const { openapi, paths } = answer.json<{ openapi?: string; paths?: object }>();
    if (!openapi?.startsWith('3.1') || !paths) throw answer.refusal();
    return `OpenAPI ${visible(openapi)}, ${Object.keys(paths).length} paths`;
  },
};

const signingKeys: Step = {
  name: 'signing keys',
  async run({ client }) {
    const { keys } = (await client.ask('GET', '/.well-known/jwks.json')).json<{ keys: readonly unknown[] }>();
    if (keys.length === 0) throw new StepSkipped('There is none until somebody has signed in.');
    return undefined;
  },
};

/** The steps that every process passes, whatever its tenants. */
export const processSteps: readonly Step[] = [connection, health, version, clock, document, signingKeys];

function readyOf({ ready }: Visit): NonNullable<Visit['ready']> {
  if (!ready) throw new StepSkipped('/health/ready was not answered as expected.');
  return ready;
}
