import { inspectPooler, type PoolerFacts } from '#platform/database';
import { type Capacity, limitsOfPooler, poolerCapacity } from '../../terminal/database-capacity.js';
import { advice, type Diagnosis, diagnosis, fine, problem } from './diagnosis.js';
import type { Installation } from './installation.js';

const name = 'pooler';

/** Looks for a pooler between DATABASE_URL and PostgreSQL, and compares it with the settings. */
export async function checkPooler({ settings }: Installation): Promise<Diagnosis[]> {
  const { databaseUrl = '', databaseDirectUrl, databaseOwnerUrl, databaseNamedStatements } = settings;
  const declared = databaseDirectUrl !== undefined && databaseDirectUrl !== databaseUrl;
  const pooler = await inspectPooler(databaseUrl);
  if (!pooler) return [declared ? needless : direct];
  const diagnoses = [pooler.mode === 'transaction' ? inTransactionMode(pooler) : inAnotherMode(pooler)];
  if (!declared) diagnoses.push(undeclared);
  const limits = await limitsOfPooler(settings);
  const capacity = limits && poolerCapacity(settings, limits);
  if (capacity?.admitted) diagnoses.push(clients(capacity, capacity.admitted));
  if (databaseNamedStatements === 'always' && !pooler.namedStatements) diagnoses.push(namesLost);
  for (const [variable, url] of Object.entries({
    DATABASE_DIRECT_URL: databaseDirectUrl,
    DATABASE_OWNER_URL: databaseOwnerUrl,
  })) {
    if (url && url !== databaseUrl && (await inspectPooler(url))) diagnoses.push(alsoPooled(variable));
  }
  return diagnoses;
}

const direct = fine(name, 'There is no pooler before PostgreSQL.');

const needless = advice(
  name,
  'DATABASE_URL reaches PostgreSQL directly, yet DATABASE_DIRECT_URL differs: each statement is then parsed every time.',
  'Remove DATABASE_DIRECT_URL.',
);

function inTransactionMode({ version, namedStatements }: PoolerFacts): Diagnosis {
  const kept = namedStatements
    ? 'named statements work through it'
    : 'it does not support named statements, and none are sent';
  return fine(name, `${version ?? 'A pooler'} in transaction mode; ${kept}.`);
}

function inAnotherMode({ version, mode }: PoolerFacts): Diagnosis {
  const why =
    mode === 'session'
      ? 'each client keeps a server connection, so nothing is shared'
      : 'transactions of several statements are refused';
  return diagnosis(
    name,
    mode === 'session' ? 'warning' : 'problem',
    `${version ?? 'A pooler'} in ${mode} mode: ${why}.`,
    'Set pool_mode = transaction.',
  );
}

/** As for the connections of PostgreSQL, room for the processes of one version is not enough. */
function clients({ processes, each, needed }: Capacity, admitted: number): Diagnosis {
  return diagnosis(
    'pooler.connections',
    admitted < needed ? 'problem' : admitted < 2 * needed ? 'warning' : 'fine',
    `It admits ${admitted} connections of clients, and the API may open ${needed} (${each} for each process, ${processes} at a time).`,
    'Raise max_client_conn of PgBouncer, or lower API_PROCESSES or DATABASE_POOL_SIZE.',
  );
}

const undeclared = problem(
  'pooler.direct',
  'There is a pooler before PostgreSQL and no DATABASE_DIRECT_URL: LISTEN and time limits do not work.',
  'Set DATABASE_DIRECT_URL to the same database without the pooler.',
);

const namesLost = problem(
  'pooler.statements',
  'DATABASE_NAMED_STATEMENTS=always, but the pooler loses named statements: requests fail.',
  'Remove it, or use PgBouncer 1.21 or later with max_prepared_statements.',
);

function alsoPooled(variable: string): Diagnosis {
  return problem(
    'pooler.direct',
    `${variable} leads through a pooler as well: locks and LISTEN of a session do not work there.`,
    'Set it to PostgreSQL’s own host and port.',
  );
}
