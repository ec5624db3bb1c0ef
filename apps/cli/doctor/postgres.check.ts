import { inspectServer, type ServerFacts } from '#platform/database';
import { redisConfigured } from '#platform/redis';
import type { Diagnosis } from './diagnosis.js';
import type { Installation } from './installation.js';

const OLDEST = 16;
const SLOW_MS = 10;
/** Beside its pool a process has one connection that listens and, for jobs without Redis, at most ten more. */
const LISTENING = 1;
const FOR_JOBS = 10;

/** Checks version, durability, latency and free connections of the PostgreSQL. */
export async function checkPostgres({ settings }: Installation): Promise<Diagnosis[]> {
  const url = settings.databaseDirectUrl ?? settings.databaseUrl ?? '';
  const facts = await inspectServer(url);
  const perProcess = settings.databasePoolSize + LISTENING + (redisConfigured(settings) ? 0 : FOR_JOBS);
  return [version(facts), durability(facts), latency(facts), capacity(facts, perProcess)];
}

function version({ version: number, major }: ServerFacts): Diagnosis {
  const name = 'postgres.version';
  const summary = `PostgreSQL ${number} answers.`;
  if (major >= OLDEST) return { name, state: 'fine', summary };
  return {
    name,
    state: 'problem',
    summary: `PostgreSQL ${number} is too old.`,
    remedy: `Upgrade to ${OLDEST} or later.`,
  };
}

function durability({ durable }: ServerFacts): Diagnosis {
  const name = 'postgres.durability';
  if (durable) {
    return {
      name,
      state: 'fine',
      summary: 'Committed data survives a crash.',
    };
  }
  return {
    name,
    state: 'warning',
    summary: 'fsync, full_page_writes or synchronous_commit is off: a crash loses committed data.',
    remedy: 'Turn all three on in postgresql.conf.',
  };
}

function latency({ latencyMs }: ServerFacts): Diagnosis {
  const name = 'postgres.latency';
  const took = latencyMs.toFixed(1);
  if (latencyMs < SLOW_MS) {
    return {
      name,
      state: 'fine',
      summary: `A query takes ${took} ms.`,
    };
  }
  return {
    name,
    state: 'warning',
    summary: `A query takes ${took} ms, and every request waits for at least one.`,
    remedy: 'Run Palier in the same data centre as PostgreSQL.',
  };
}

/** A deployment of a new version runs old and new processes side by side, so room for one is not enough. */
function capacity(facts: ServerFacts, perProcess: number): Diagnosis {
  const { maxConnections, reservedConnections, foreignConnections } = facts;
  const free = maxConnections - reservedConnections - foreignConnections;
  const fit = Math.floor(free / perProcess);
  return {
    name: 'postgres.connections',
    state: fit < 1 ? 'problem' : fit < 2 ? 'warning' : 'fine',
    summary: `${free} of ${maxConnections} connections are free for Palier, enough for ${fit} processes of ${perProcess}.`,
    ...(fit < 2 && {
      remedy: 'Raise max_connections, lower DATABASE_POOL_SIZE, or use PgBouncer.',
    }),
  };
}
