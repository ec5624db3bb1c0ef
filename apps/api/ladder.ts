import type { Settings } from '#platform/config';
import type { LocalText } from '#platform/problems';

/** Where this process stands on the ladder, and what each part is bound to. */
export class Ladder {
  constructor(
    readonly step: 'solo' | 'growth',
    readonly database: LocalText,
    readonly cache: LocalText,
    readonly jobs: LocalText,
  ) {}
}

/**
 * Reads the step off the settings.
 *
 * @param embeddedIn the data directory of the embedded PostgreSQL, where there is one
 */
export function ladderOf(settings: Settings, embeddedIn?: string): Ladder {
  const cache = cacheOf(settings);
  if (embeddedIn) {
    const database = { en: `embedded PostgreSQL, in ${embeddedIn}`, fr: `PostgreSQL embarqué, dans ${embeddedIn}` };
    return new Ladder('solo', database, cache, jobsOf(settings, database));
  }
  const { hostname, port, pathname } = new URL(settings.databaseUrl ?? '');
  const where = `${hostname}:${port || '5432'}${pathname}`;
  const database = { en: `PostgreSQL at ${where}`, fr: `PostgreSQL sur ${where}` };
  return new Ladder('growth', database, cache, jobsOf(settings, database));
}

/** Each process has its memory; behind it they share a Redis where there is one. */
function cacheOf({ cacheMemoryBytes, redisUrl, redisCacheUrl = redisUrl }: Settings): LocalText {
  const mebibytes = Math.round(cacheMemoryBytes / 1024 / 1024);
  const memory = { en: `memory, ${mebibytes} MiB`, fr: `mémoire, ${mebibytes} Mio` };
  if (!redisCacheUrl) return memory;
  const where = redisAt(redisCacheUrl);
  return { en: `${memory.en}, then Redis at ${where}`, fr: `${memory.fr}, puis Redis sur ${where}` };
}

/** The queues are in Redis where there is one, else with everything else. */
function jobsOf({ redisUrl }: Settings, database: LocalText): LocalText {
  if (!redisUrl) return database;
  const where = redisAt(redisUrl);
  return { en: `Redis at ${where}`, fr: `Redis sur ${where}` };
}

function redisAt(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
}
