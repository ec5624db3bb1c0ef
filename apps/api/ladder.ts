import type { Settings } from '#platform/config';
import type { LocalText } from '#platform/problems';
import { redisTopology } from '#platform/redis';
import { storagePlace } from '#platform/storage';

/** The step of the ladder that this process is on, and where its parts are. */
export class Ladder {
  constructor(
    readonly step: 'solo' | 'growth' | 'scale',
    readonly database: LocalText,
    readonly cache: LocalText,
    readonly jobs: string,
    readonly files: string,
  ) {}
}

/**
 * Derives the step from the settings.
 *
 * @param embeddedIn the data directory of the embedded PostgreSQL, where there is one
 */
export function ladderOf(settings: Settings, embeddedIn?: string): Ladder {
  const [cache, files] = [cacheOf(settings), storagePlace(settings)];
  if (embeddedIn) {
    const database = { en: `embedded PostgreSQL, in ${embeddedIn}`, fr: `PostgreSQL embarqué, dans ${embeddedIn}` };
    return new Ladder('solo', database, cache, jobsOf(settings, database.en), files);
  }
  const where = databaseAt(settings.databaseUrl ?? '');
  const primary = { en: `PostgreSQL at ${where}`, fr: `PostgreSQL sur ${where}` };
  const database = withReplica(primary, settings.databaseReadUrl);
  const pooled = settings.databaseDirectUrl !== undefined && settings.databaseDirectUrl !== settings.databaseUrl;
  const scaled = pooled || settings.databaseReadUrl || (redisTopology(settings)?.kind ?? 'single') !== 'single';
  return new Ladder(scaled ? 'scale' : 'growth', database, cache, jobsOf(settings, primary.en), files);
}

/** Each process caches in memory; behind it processes share a Redis, which cannot be a Cluster or under Sentinels. */
function cacheOf(settings: Settings): LocalText {
  const { cacheMemoryBytes, redisUrl, redisCacheUrl = redisUrl } = settings;
  const mebibytes = Math.round(cacheMemoryBytes / 1024 / 1024);
  const memory = { en: `memory, ${mebibytes} MiB`, fr: `mémoire, ${mebibytes} Mio` };
  if (redisCacheUrl) {
    const where = redisAt(redisCacheUrl);
    return { en: `${memory.en}, then Redis at ${where}`, fr: `${memory.fr}, puis Redis sur ${where}` };
  }
  if (!redisTopology(settings)) return memory;
  return {
    en: `${memory.en}, shared with no other process without REDIS_CACHE_URL`,
    fr: `${memory.fr}, sans partage entre processus tant que REDIS_CACHE_URL n’est pas définie`,
  };
}

/** Queues and sessions are in Redis where there is one, else in the database. */
function jobsOf(settings: Settings, database: string): string {
  const topology = redisTopology(settings);
  switch (topology?.kind) {
    case undefined:
      return database;
    case 'single':
      return `Redis at ${redisAt(topology.url)}`;
    case 'sentinel':
      return `Redis "${topology.master}", by ${topology.sentinels.length} Sentinels`;
    case 'cluster':
      return `Redis Cluster at ${topology.nodes.map(({ host, port }) => `${host}:${port}`).join(', ')}`;
  }
}

function withReplica({ en, fr }: LocalText, readUrl: string | undefined): LocalText {
  if (!readUrl) return { en, fr };
  const where = databaseAt(readUrl);
  return { en: `${en}, with a replica at ${where}`, fr: `${fr}, avec un réplica sur ${where}` };
}

function databaseAt(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

function redisAt(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
}
