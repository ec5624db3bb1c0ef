import { initialiseDatabase } from '../roles/initialise-database.js';
import { APP_ROLE, OWNER_ROLE } from '../roles/roles.js';
import type { Secrets } from './secrets.js';

/** Connection URLs of the embedded server, passwords included. */
export interface EmbeddedUrls {
  /** The application's role. */
  app: string;
  /** The role that owns the tables: migrations. */
  owner: string;
  /** The superuser, in the database `postgres`. */
  admin: string;
}

/** An embedded PostgreSQL that answers. */
export interface EmbeddedServer {
  urls: EmbeddedUrls;
  port: number;
  /** Where PostgreSQL keeps what it ships, such as `extension/`. */
  shareDirectory: string;
  /** Whether it was already running when it was asked for. */
  adopted: boolean;
  /** Stops it, unless another Palier owns it, and lets the data directory go. */
  stop(): Promise<void>;
}

const DATABASE = 'palier';

/** The URLs of a server on a port of 127.0.0.1. */
export function embeddedUrls(secrets: Secrets, port: number): EmbeddedUrls {
  const url = (role: string, password: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return {
    app: url(APP_ROLE, secrets.app, DATABASE),
    owner: url(OWNER_ROLE, secrets.owner, DATABASE),
    admin: url('postgres', secrets.admin, 'postgres'),
  };
}

/** Makes roles and database in a new cluster, or completes them in one whose first start was cut off. */
export async function prepareDatabase(urls: EmbeddedUrls, secrets: Secrets): Promise<void> {
  await initialiseDatabase(urls.admin, {
    database: DATABASE,
    ownerPassword: secrets.owner,
    appPassword: secrets.app,
  });
}
