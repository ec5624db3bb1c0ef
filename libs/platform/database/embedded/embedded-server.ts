import { APP_ROLE, OWNER_ROLE } from '../roles/initialise-database.js';
import type { Secrets } from './secrets.js';

/** The connection URLs of the embedded server, with passwords. */
export interface EmbeddedUrls {
  /** The application's role. */
  app: string;
  /** The role that owns the tables: migrations. */
  owner: string;
  /** The superuser, in the database `postgres`. */
  admin: string;
}

/** A running embedded PostgreSQL, which is stopped where its scope ends. */
export interface EmbeddedServer extends AsyncDisposable {
  urls: EmbeddedUrls;
  port: number;
  /** PostgreSQL's share directory, with `extension/`. */
  shareDirectory: string;
  /** Whether it was already running. */
  adopted: boolean;
  /** Stops the server, unless it belongs to another process, and releases the data directory. */
  stop(): Promise<void>;
}

export const DATABASE = 'palier';

/** The URLs of a server on this port of 127.0.0.1. */
export function embeddedUrls(secrets: Secrets, port: number): EmbeddedUrls {
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    app: url(APP_ROLE, secrets.app, DATABASE),
    owner: url(OWNER_ROLE, secrets.owner, DATABASE),
    admin: url('postgres', secrets.admin, 'postgres'),
  };
}
