import { inspectServer, type ServerFacts } from '#platform/database';
import { redisConfigured } from '#platform/redis';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';

const OLDEST = 16;
const SLOW_MS = 10;
/** Beside its pool a process holds one connection that listens and, for jobs without Redis, ten at most. */
const LISTENING = 1;
const FOR_JOBS = 10;

/** Version, durability, distance and room of the PostgreSQL behind the settings. */
export async function checkPostgres({ settings }: Patient): Promise<Diagnosis[]> {
  const url = settings.databaseDirectUrl ?? settings.databaseUrl ?? '';
  const facts = await inspectServer(url);
  const perProcess = settings.databasePoolSize + LISTENING + (redisConfigured(settings) ? 0 : FOR_JOBS);
  return [version(facts), durability(facts), latency(facts), capacity(facts, perProcess)];
}

function version({ version: number, major }: ServerFacts): Diagnosis {
  const name = 'postgres.version';
  const says = { en: `PostgreSQL ${number} answers.`, fr: `PostgreSQL ${number} répond.` };
  if (major >= OLDEST) return { name, state: 'fine', says };
  return {
    name,
    state: 'problem',
    says: { en: `PostgreSQL ${number} is too old.`, fr: `PostgreSQL ${number} est trop ancien.` },
    remedy: { en: `Upgrade to ${OLDEST} or later.`, fr: `Passez à la version ${OLDEST} ou à une plus récente.` },
  };
}

function durability({ durable }: ServerFacts): Diagnosis {
  const name = 'postgres.durability';
  if (durable) {
    return {
      name,
      state: 'fine',
      says: { en: 'What is committed survives a crash.', fr: 'Ce qui est validé survit à une panne.' },
    };
  }
  return {
    name,
    state: 'warning',
    says: {
      en: 'fsync, full_page_writes or synchronous_commit is off: a crash loses what was confirmed.',
      fr: 'fsync, full_page_writes ou synchronous_commit est désactivé : une panne perd ce qui a été confirmé.',
    },
    remedy: { en: 'Turn all three on in postgresql.conf.', fr: 'Activez les trois dans postgresql.conf.' },
  };
}

function latency({ latencyMs }: ServerFacts): Diagnosis {
  const name = 'postgres.latency';
  const took = latencyMs.toFixed(1);
  if (latencyMs < SLOW_MS) {
    return {
      name,
      state: 'fine',
      says: { en: `A question takes ${took} ms.`, fr: `Une question prend ${took.replace('.', ',')} ms.` },
    };
  }
  return {
    name,
    state: 'warning',
    says: {
      en: `A question takes ${took} ms, which every request pays at least once.`,
      fr: `Une question prend ${took.replace('.', ',')} ms, que chaque requête paie au moins une fois.`,
    },
    remedy: {
      en: 'Run Palier in the same data centre as PostgreSQL.',
      fr: 'Placez Palier dans le même centre de données que PostgreSQL.',
    },
  };
}

/** A deploy runs old and new processes side by side, so one that fits is not enough. */
function capacity(facts: ServerFacts, perProcess: number): Diagnosis {
  const { maxConnections, reservedConnections, foreignConnections } = facts;
  const free = maxConnections - reservedConnections - foreignConnections;
  const fit = Math.floor(free / perProcess);
  return {
    name: 'postgres.connections',
    state: fit < 1 ? 'problem' : fit < 2 ? 'warning' : 'fine',
    says: {
      en: `${free} of ${maxConnections} connections are free for Palier, enough for ${fit} processes of ${perProcess}.`,
      fr: `${free} connexions sur ${maxConnections} sont libres pour Palier, assez pour ${fit} processus de ${perProcess}.`,
    },
    ...(fit < 2 && {
      remedy: {
        en: 'Raise max_connections, lower DATABASE_POOL_SIZE, or put PgBouncer between.',
        fr: 'Augmentez max_connections, baissez DATABASE_POOL_SIZE, ou interposez PgBouncer.',
      },
    }),
  };
}
