import type { Settings } from '#platform/config';
import { redisConfigured } from '#platform/redis';
import { Tenants } from '#tenants';
import { advice, type Diagnosis, fine } from './diagnosis.js';
import type { Installation } from './installation.js';

/** A part that a number of tenants needs; `there` is undefined where the settings do not show it. */
interface Need {
  what: string;
  there?: (settings: Settings, embedded: boolean) => boolean;
}

const ownPostgres: Need = { what: 'a PostgreSQL of its own (DATABASE_URL)', there: (_, embedded) => !embedded };
const redis: Need = { what: 'Redis (REDIS_URL)', there: redisConfigured };
const workers: Need = { what: 'separate workers (npm run worker)' };
const objectStorage: Need = { what: 'object storage for files' };
const pooler: Need = {
  what: 'PgBouncer in transaction mode (with DATABASE_DIRECT_URL past it)',
  there: ({ databaseUrl, databaseDirectUrl }) => databaseDirectUrl !== undefined && databaseDirectUrl !== databaseUrl,
};
const servers: Need = { what: 'several API servers behind nginx' };

/** From so many tenants on Redis is advised, and several API servers. */
export const REDIS_FROM = 50;
export const SERVERS_FROM = 500;

/** The steps of the ladder by number of tenants, each with the needs of earlier steps. */
const steps: readonly { tenants: number; needs: readonly Need[] }[] = [
  { tenants: REDIS_FROM, needs: [redis] },
  { tenants: 200, needs: [ownPostgres, redis, objectStorage, workers] },
  { tenants: SERVERS_FROM, needs: [ownPostgres, redis, objectStorage, workers, pooler, servers] },
];

/** Compares what the number of tenants needs with the settings. */
export async function checkGrowth({ settings, embedded, application }: Installation): Promise<Diagnosis> {
  const { page } = await (await application()).get(Tenants).list({ page: 1, pageSize: 1 });
  return judgeGrowth(page.totalItems ?? 0, settings, embedded);
}

export function judgeGrowth(tenants: number, settings: Settings, embedded: boolean): Diagnosis {
  const name = 'growth';
  const step = steps.findLast((candidate) => tenants >= candidate.tenants);
  const next = steps.find((candidate) => tenants < candidate.tenants);
  if (!step) return fine(name, `${tenants} tenants: this step of the ladder is enough until ${next?.tenants}.`);
  const missing = step.needs.filter(({ there }) => there && !there(settings, embedded));
  const unseen = step.needs.filter(({ there }) => !there);
  const list = (needs: readonly Need[]) => needs.map(({ what }) => what).join(', ');
  const summary = `${tenants} tenants, past ${step.tenants}: ${missing.length > 0 ? `missing: ${list(missing)}` : 'the settings have all that is needed'}.`;
  if (missing.length + unseen.length === 0) return fine(name, summary);
  return advice(
    name,
    summary,
    `See docs/operations.md.${unseen.length > 0 ? ` The settings do not show whether these exist: ${list(unseen)}.` : ''}`,
  );
}
