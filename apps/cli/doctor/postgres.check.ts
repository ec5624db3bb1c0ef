import { inspectServer, type ServerFacts } from '#platform/database';
import { type Capacity, limitsOfPooler, postgresCapacity } from '../../terminal/database-capacity.js';
import { type Diagnosis, diagnosis, fine, problem, warning } from './diagnosis.js';
import type { Installation } from './installation.js';

const OLDEST = 16;
const SLOW_MS = 10;

/** Checks version, durability, latency and free connections of the PostgreSQL. */
export async function checkPostgres({ settings }: Installation): Promise<Diagnosis[]> {
  const url = settings.databaseDirectUrl ?? settings.databaseUrl ?? '';
  const facts = await inspectServer(url);
  const connections = postgresCapacity(settings, facts, await limitsOfPooler(settings));
  return [version(facts), durability(facts), latency(facts), capacity(facts, connections)];
}

function version({ version: number, major }: ServerFacts): Diagnosis {
  const name = 'postgres.version';
  if (major >= OLDEST) return fine(name, `PostgreSQL ${number} answers.`);
  return problem(name, `PostgreSQL ${number} is too old.`, `Upgrade to ${OLDEST} or later.`);
}

function durability({ durable }: ServerFacts): Diagnosis {
  const name = 'postgres.durability';
  if (durable) return fine(name, 'Committed data survives a crash.');
  return warning(
    name,
    'fsync, full_page_writes or synchronous_commit is off: a crash loses committed data.',
    'Turn all three on in postgresql.conf.',
  );
}

function latency({ latencyMs }: ServerFacts): Diagnosis {
  const name = 'postgres.latency';
  const took = latencyMs.toFixed(1);
  if (latencyMs < SLOW_MS) return fine(name, `A query takes ${took} ms.`);
  return warning(
    name,
    `A query takes ${took} ms, and every request waits for at least one.`,
    'Run Palier in the same data centre as PostgreSQL.',
  );
}

/** A deployment of a new version runs old and new processes side by side, so room for those of one is not enough. */
function capacity(facts: ServerFacts, { processes, each, shared, needed, admitted = 0 }: Capacity): Diagnosis {
  const { maxConnections, reservedConnections, foreignConnections } = facts;
  const free = Math.min(maxConnections - reservedConnections - foreignConnections, admitted);
  return diagnosis(
    'postgres.connections',
    free < needed ? 'problem' : free < 2 * needed ? 'warning' : 'fine',
    `${free} of ${maxConnections} connections are free for Palier, whose API may open ${needed} (${shared ? `${shared} by PgBouncer, and ` : ''}${each} for each process, ${processes} at a time).`,
    shared
      ? 'Raise max_connections, or lower API_PROCESSES or default_pool_size of PgBouncer.'
      : 'Raise max_connections, lower API_PROCESSES or DATABASE_POOL_SIZE, or use PgBouncer.',
  );
}
