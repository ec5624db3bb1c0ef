import { inspectPooler, type PoolerFacts } from '#platform/database';
import { type Capacity, limitsOfPooler, poolerCapacity } from '../../terminal/database-capacity.js';
import type { Diagnosis } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'pooler';

/** Looks for a pooler between DATABASE_URL and PostgreSQL, and compares it with the settings. */
export async function checkPooler({ settings }: Installation): Promise<Diagnosis[]> {
  const { databaseUrl = '', databaseDirectUrl, databaseOwnerUrl, databaseNamedStatements } = settings;
  const declared = databaseDirectUrl !== undefined && databaseDirectUrl !== databaseUrl;
  const pooler = await inspectPooler(databaseUrl);
  if (!pooler) return [declared ? needless() : direct()];
  const diagnoses = [pooler.mode === 'transaction' ? inTransactionMode(pooler) : inAnotherMode(pooler)];
  if (!declared) diagnoses.push(undeclared());
  const limits = await limitsOfPooler(settings);
  const capacity = limits && poolerCapacity(settings, limits);
  if (capacity?.admitted) diagnoses.push(clients(capacity, capacity.admitted));
  if (databaseNamedStatements === 'always' && !pooler.namedStatements) diagnoses.push(namesLost());
  for (const [variable, url] of Object.entries({
    DATABASE_DIRECT_URL: databaseDirectUrl,
    DATABASE_OWNER_URL: databaseOwnerUrl,
  })) {
    if (url && url !== databaseUrl && (await inspectPooler(url))) diagnoses.push(alsoPooled(variable));
  }
  return diagnoses;
}

function direct(): Diagnosis {
  const summary = 'There is no pooler before PostgreSQL.';
  return { name, state: 'fine', summary };
}

function needless(): Diagnosis {
  return {
    name,
    state: 'advice',
    summary:
      'DATABASE_URL reaches PostgreSQL directly, yet DATABASE_DIRECT_URL differs: each statement is then parsed every time.',
    remedy: 'Remove DATABASE_DIRECT_URL.',
  };
}

function inTransactionMode({ version, namedStatements }: PoolerFacts): Diagnosis {
  const kept = namedStatements
    ? 'named statements work through it'
    : 'it does not support named statements, and none are sent';
  return {
    name,
    state: 'fine',
    summary: `${version ?? 'A pooler'} in transaction mode; ${kept}.`,
  };
}

function inAnotherMode({ version, mode }: PoolerFacts): Diagnosis {
  const why =
    mode === 'session'
      ? 'each client keeps a server connection, so nothing is shared'
      : 'transactions of several statements are refused';
  return {
    name,
    state: mode === 'session' ? 'warning' : 'problem',
    summary: `${version ?? 'A pooler'} in ${mode} mode: ${why}.`,
    remedy: 'Set pool_mode = transaction.',
  };
}

/** As for the connections of PostgreSQL, room for the processes of one version is not enough. */
function clients({ processes, each, needed }: Capacity, admitted: number): Diagnosis {
  return {
    name: 'pooler.connections',
    state: admitted < needed ? 'problem' : admitted < 2 * needed ? 'warning' : 'fine',
    summary: `It admits ${admitted} connections of clients, and the API may open ${needed} (${each} for each process, ${processes} at a time).`,
    ...(admitted < 2 * needed && {
      remedy: 'Raise max_client_conn of PgBouncer, or lower API_PROCESSES or DATABASE_POOL_SIZE.',
    }),
  };
}

function undeclared(): Diagnosis {
  return {
    name: 'pooler.direct',
    state: 'problem',
    summary: 'There is a pooler before PostgreSQL and no DATABASE_DIRECT_URL: LISTEN and time limits do not work.',
    remedy: 'Set DATABASE_DIRECT_URL to the same database without the pooler.',
  };
}

function namesLost(): Diagnosis {
  return {
    name: 'pooler.statements',
    state: 'problem',
    summary: 'DATABASE_NAMED_STATEMENTS=always, but the pooler loses named statements: requests fail.',
    remedy: 'Remove it, or use PgBouncer 1.21 or later with max_prepared_statements.',
  };
}

function alsoPooled(variable: string): Diagnosis {
  return {
    name: 'pooler.direct',
    state: 'problem',
    summary: `${variable} leads through a pooler as well: locks and LISTEN of a session do not work there.`,
    remedy: 'Set it to PostgreSQL’s own host and port.',
  };
}
