import type { Settings } from '#platform/config';

export interface ConnectionOptions {
  /** The database as the application's role. */
  url: string;
  /** The same database not through a pooler; when it differs from `url`, `url` goes through a pooler in transaction mode. */
  directUrl?: string;
  /** Whether that pooler supports named prepared statements, as PgBouncer does from 1.21 on; false by default. */
  namedStatements?: boolean;
  /** The most connections of this process. */
  poolSize: number;
  /** Milliseconds that a caller waits for a connection before `database_unavailable`; 5,000 by default. */
  connectTimeoutMs?: number;
  /** Milliseconds after which the server cancels a statement. */
  statementTimeoutMs: number;
  /** Milliseconds after which a statement stops waiting for a lock. */
  lockTimeoutMs: number;
}

/**
 * The connection options of the settings.
 *
 * @throws Error when DATABASE_URL is not set and no embedded PostgreSQL was started.
 */
export function connectionOptions(settings: Settings): ConnectionOptions {
  const url = settings.databaseUrl;
  if (!url) throw new Error('DATABASE_URL is not set, and no embedded PostgreSQL was started.');
  return {
    url,
    directUrl: settings.databaseDirectUrl,
    namedStatements: settings.databaseNamedStatements === 'always',
    poolSize: settings.databasePoolSize,
    connectTimeoutMs: settings.databaseConnectTimeoutMs,
    statementTimeoutMs: settings.statementTimeoutMs,
    lockTimeoutMs: settings.lockTimeoutMs,
  };
}
