import { inspectPooler, type PoolerFacts } from '#platform/database';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';

const name = 'pooler';

/** What stands between DATABASE_URL and PostgreSQL, and whether the settings know of it. */
export async function checkPooler({ settings }: Patient): Promise<Diagnosis[]> {
  const { databaseUrl = '', databaseDirectUrl, databaseOwnerUrl, databaseNamedStatements } = settings;
  const said = databaseDirectUrl !== undefined && databaseDirectUrl !== databaseUrl;
  const pooler = await inspectPooler(databaseUrl);
  if (!pooler) return [said ? needless() : direct()];
  const diagnoses = [pooler.mode === 'transaction' ? inTransactionMode(pooler) : inAnotherMode(pooler)];
  if (!said) diagnoses.push(unsaid());
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
  const says = { en: 'No pooler stands before PostgreSQL.', fr: 'Aucun mandataire ne précède PostgreSQL.' };
  return { name, state: 'fine', says };
}

function needless(): Diagnosis {
  return {
    name,
    state: 'advice',
    says: {
      en: 'DATABASE_URL reaches PostgreSQL directly, yet DATABASE_DIRECT_URL differs: each statement is then parsed anew.',
      fr: 'DATABASE_URL atteint PostgreSQL directement, mais DATABASE_DIRECT_URL diffère : chaque instruction est alors analysée à nouveau.',
    },
    remedy: { en: 'Remove DATABASE_DIRECT_URL.', fr: 'Retirez DATABASE_DIRECT_URL.' },
  };
}

function inTransactionMode({ version, namedStatements }: PoolerFacts): Diagnosis {
  const kept = namedStatements
    ? { en: 'named statements work through it', fr: 'les instructions nommées y passent' }
    : {
        en: 'named statements do not pass, nor are any sent',
        fr: 'les instructions nommées n’y passent pas, et aucune n’est envoyée',
      };
  return {
    name,
    state: 'fine',
    says: {
      en: `${version ?? 'A pooler'} in transaction mode; ${kept.en}.`,
      fr: `${version ?? 'Un mandataire'} en mode transaction ; ${kept.fr}.`,
    },
  };
}

function inAnotherMode({ version, mode }: PoolerFacts): Diagnosis {
  const why =
    mode === 'session'
      ? {
          en: 'each client keeps a server connection, so nothing is shared',
          fr: 'chaque client garde une connexion au serveur, donc rien n’est partagé',
        }
      : {
          en: 'transactions of several statements are refused',
          fr: 'les transactions de plusieurs instructions sont refusées',
        };
  return {
    name,
    state: mode === 'session' ? 'warning' : 'problem',
    says: {
      en: `${version ?? 'A pooler'} in ${mode} mode: ${why.en}.`,
      fr: `${version ?? 'Un mandataire'} en mode ${mode} : ${why.fr}.`,
    },
    remedy: { en: 'Set pool_mode = transaction.', fr: 'Réglez pool_mode = transaction.' },
  };
}

function unsaid(): Diagnosis {
  return {
    name: 'pooler.direct',
    state: 'problem',
    says: {
      en: 'A pooler stands before PostgreSQL, and no DATABASE_DIRECT_URL leads past it: LISTEN and limits are lost.',
      fr: 'Un mandataire précède PostgreSQL, et aucune DATABASE_DIRECT_URL ne le contourne : LISTEN et les limites sont perdus.',
    },
    remedy: {
      en: 'Set DATABASE_DIRECT_URL to the same database past the pooler.',
      fr: 'Donnez à DATABASE_DIRECT_URL la même base sans passer par le mandataire.',
    },
  };
}

function namesLost(): Diagnosis {
  return {
    name: 'pooler.statements',
    state: 'problem',
    says: {
      en: 'DATABASE_NAMED_STATEMENTS=always, but the pooler loses named statements: requests fail.',
      fr: 'DATABASE_NAMED_STATEMENTS=always, mais le mandataire perd les instructions nommées : des requêtes échouent.',
    },
    remedy: {
      en: 'Remove it, or use PgBouncer 1.21 or later with max_prepared_statements.',
      fr: 'Retirez-la, ou utilisez PgBouncer 1.21 ou plus avec max_prepared_statements.',
    },
  };
}

function alsoPooled(variable: string): Diagnosis {
  return {
    name: 'pooler.direct',
    state: 'problem',
    says: {
      en: `${variable} leads through a pooler as well: locks and LISTEN of a session are lost there.`,
      fr: `${variable} passe aussi par un mandataire : les verrous et LISTEN d’une session s’y perdent.`,
    },
    remedy: {
      en: 'Give it PostgreSQL’s own host and port.',
      fr: 'Donnez-lui l’hôte et le port de PostgreSQL lui-même.',
    },
  };
}
