import type { Settings } from '#platform/config';
import type { LocalText } from '#platform/problems';
import { redisConfigured } from '#platform/redis';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';

/** What a number of tenants asks for; `there` is undefined where the settings cannot tell. */
interface Need {
  what: LocalText;
  there?: (settings: Settings, embedded: boolean) => boolean;
}

const ownPostgres: Need = {
  what: { en: 'a PostgreSQL of its own (DATABASE_URL)', fr: 'un PostgreSQL à part (DATABASE_URL)' },
  there: (_, embedded) => !embedded,
};
const redis: Need = {
  what: { en: 'Redis (REDIS_URL)', fr: 'Redis (REDIS_URL)' },
  there: redisConfigured,
};
const workers: Need = {
  what: {
    en: 'workers apart from the API (dist/apps/worker/main.js)',
    fr: 'des processus de travail à part de l’API (dist/apps/worker/main.js)',
  },
};
const objectStorage: Need = {
  what: { en: 'object storage for files', fr: 'un stockage d’objets pour les fichiers' },
};
const pooler: Need = {
  what: {
    en: 'PgBouncer in transaction mode (DATABASE_DIRECT_URL past it)',
    fr: 'PgBouncer en mode transaction (DATABASE_DIRECT_URL sans passer par lui)',
  },
  there: ({ databaseUrl, databaseDirectUrl }) => databaseDirectUrl !== undefined && databaseDirectUrl !== databaseUrl,
};
const servers: Need = {
  what: { en: 'several API servers behind nginx', fr: 'plusieurs serveurs d’API derrière nginx' },
};

/** The steps of the ladder by number of tenants, each with the needs of those before it. */
const steps: readonly { tenants: number; needs: readonly Need[] }[] = [
  { tenants: 50, needs: [redis] },
  { tenants: 200, needs: [ownPostgres, redis, objectStorage, workers] },
  { tenants: 500, needs: [ownPostgres, redis, objectStorage, workers, pooler, servers] },
];

/** What the number of tenants asks for that the settings do not give. */
export async function checkGrowth({ settings, embedded, countTenants }: Patient): Promise<Diagnosis[]> {
  return [judgeGrowth(await countTenants(), settings, embedded)];
}

export function judgeGrowth(tenants: number, settings: Settings, embedded: boolean): Diagnosis {
  const name = 'growth';
  const step = steps.findLast((candidate) => tenants >= candidate.tenants);
  const next = steps.find((candidate) => tenants < candidate.tenants);
  if (!step) {
    return {
      name,
      state: 'fine',
      says: {
        en: `${tenants} tenants: this step is enough until ${next?.tenants}.`,
        fr: `${tenants} locataires : ce palier suffit jusqu’à ${next?.tenants}.`,
      },
    };
  }
  const missing = step.needs.filter(({ there }) => there && !there(settings, embedded));
  const unseen = step.needs.filter(({ there }) => !there);
  const list = (needs: readonly Need[], locale: keyof LocalText) => needs.map(({ what }) => what[locale]).join(', ');
  const says = {
    en: `${tenants} tenants, past ${step.tenants}: ${missing.length > 0 ? `missing: ${list(missing, 'en')}` : 'nothing that the settings show is missing'}.`,
    fr: `${tenants} locataires, plus de ${step.tenants} : ${missing.length > 0 ? `il manque : ${list(missing, 'fr')}` : 'rien ne manque de ce que les réglages montrent'}.`,
  };
  if (missing.length + unseen.length === 0) return { name, state: 'fine', says };
  return {
    name,
    state: 'advice',
    says,
    remedy: {
      en: `See docs/operations.md.${unseen.length > 0 ? ` The settings do not tell whether there are: ${list(unseen, 'en')}.` : ''}`,
      fr: `Voir docs/operations.md.${unseen.length > 0 ? ` Les réglages ne disent pas s’il y a : ${list(unseen, 'fr')}.` : ''}`,
    },
  };
}
