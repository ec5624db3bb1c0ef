import type { Settings } from '#platform/config';
import type { EntityClass } from './entity-list.js';

export interface ConnectionOptions {
  /** As the application's role. */
  url: string;
  /** The same past a pooler; one that differs from `url` says that a pooler in transaction mode stands between. */
  directUrl?: string;
  /** Whether that pooler keeps named statements, as PgBouncer does from 1.21 on; by default not. */
  namedStatements?: boolean;
  /** The most connections that this process holds. */
  poolSize: number;
  /** Milliseconds after which the server cancels a statement. */
  statementTimeoutMs: number;
  /** Milliseconds after which a statement stops waiting for a lock. */
  lockTimeoutMs: number;
  /** By default every entity that the loaded modules declared. */
  entities?: readonly EntityClass[];
}

/**
 * The connections that the settings ask for.
 *
 * @throws Error when neither they nor an embedded PostgreSQL name a database.
 */
export function connectionOptions(settings: Settings): ConnectionOptions {
  const url = settings.databaseUrl;
  if (!url) throw new Error('DATABASE_URL is not set, and no embedded PostgreSQL was started.');
  return {
    url,
    directUrl: settings.databaseDirectUrl,
    namedStatements: settings.databaseNamedStatements === 'always',
    poolSize: settings.databasePoolSize,
    statementTimeoutMs: settings.statementTimeoutMs,
    lockTimeoutMs: settings.lockTimeoutMs,
  };
}
