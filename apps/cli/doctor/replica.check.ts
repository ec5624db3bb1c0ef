import { inspectPooler, inspectReplica, inspectServer } from '#platform/database';
import { Problem } from '#platform/problems';
import { replicaConnections } from '../../terminal/database-capacity.js';
import { type Diagnosis, diagnosis, fine, problem, warning } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'replica';
const PRIMARY_READS = 'until then the primary answers all reads';

/** Checks that the server of DATABASE_READ_URL is a replica of this database, keeps up, and will go on to. */
export async function checkReplica({ settings }: Installation): Promise<Diagnosis[]> {
  const { databaseReadUrl: url, databaseUrl = '', databaseDirectUrl: primary = databaseUrl, replicaLagMs } = settings;
  if (!url) return [];
  try {
    const facts = await inspectReplica(primary, url, replicaLagMs);
    const pooler = await inspectPooler(url);
    const { admitted } = await inspectServer(url);
    const needed = replicaConnections(settings);
    return [
      lag(facts.lagMs, replicaLagMs),
      ...(facts.maxConnections < facts.primaryMaxConnections ? [tooFew(facts)] : []),
      ...(!pooler && admitted < needed ? [crowded(needed, admitted)] : []),
      ...(pooler && pooler.mode !== 'transaction' ? [inAnotherMode(pooler.mode)] : []),
    ];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [error.code === 'database_unavailable' ? away : unfit(error)];
  }
}

function lag(ms: number | undefined, most: number): Diagnosis {
  if (ms !== undefined) return fine(name, `It has replayed what the primary had written ${Math.round(ms)} ms before.`);
  return warning(
    name,
    `It is more than ${most} ms behind the primary (REPLICA_LAG_MS), or does not replay: ${PRIMARY_READS}.`,
    'See pg_stat_replication on the primary, and pg_is_wal_replay_paused() on the replica.',
  );
}

const away = warning(
  name,
  `The PostgreSQL of DATABASE_READ_URL does not answer: ${PRIMARY_READS}.`,
  'Start it and read its log; one whose max_connections is less than its primary’s never becomes ready.',
);

function unfit({ detail }: Problem): Diagnosis {
  return problem(name, detail.en, 'Correct DATABASE_READ_URL: no process starts with it.');
}

function tooFew({ maxConnections, primaryMaxConnections }: Record<'maxConnections' | 'primaryMaxConnections', number>) {
  return problem(
    'replica.connections',
    `max_connections is ${maxConnections} there and ${primaryMaxConnections} on the primary: it stops replaying, and never becomes ready after a restart.`,
    `Set max_connections = ${primaryMaxConnections} or more on the replica and restart it.`,
  );
}

function crowded(needed: number, admitted: number): Diagnosis {
  return warning(
    'replica.room',
    `It admits ${admitted} connections, and the API may open ${needed}: reads that get none go to the primary.`,
    'Raise max_connections there, lower API_PROCESSES or DATABASE_POOL_SIZE, or put PgBouncer before it.',
  );
}

function inAnotherMode(mode: string): Diagnosis {
  return diagnosis(
    'replica.pooler',
    mode === 'session' ? 'warning' : 'problem',
    `DATABASE_READ_URL leads through a pooler in ${mode} mode.`,
    'Set pool_mode = transaction, or lead DATABASE_READ_URL to PostgreSQL itself.',
  );
}
