import type { Settings } from '#platform/config';
import type { LocalText } from '#platform/problems';

/** Where this process stands on the ladder, and what each part is bound to. */
export class Ladder {
  constructor(
    readonly step: 'solo' | 'growth',
    readonly database: LocalText,
    readonly cache: LocalText,
  ) {}
}

/**
 * Reads the step off the settings.
 *
 * @param embeddedIn the data directory of the embedded PostgreSQL, where there is one
 */
export function ladderOf(settings: Settings, embeddedIn?: string): Ladder {
  const mebibytes = Math.round(settings.cacheMemoryBytes / 1024 / 1024);
  const cache = { en: `memory, ${mebibytes} MiB`, fr: `mémoire, ${mebibytes} Mio` };
  if (embeddedIn) {
    const database = { en: `embedded PostgreSQL, in ${embeddedIn}`, fr: `PostgreSQL embarqué, dans ${embeddedIn}` };
    return new Ladder('solo', database, cache);
  }
  const { hostname, port, pathname } = new URL(settings.databaseUrl ?? '');
  const where = `${hostname}:${port || '5432'}${pathname}`;
  return new Ladder('growth', { en: `PostgreSQL at ${where}`, fr: `PostgreSQL sur ${where}` }, cache);
}
