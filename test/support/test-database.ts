import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readSettings, type Settings } from '#platform/config';
import {
  APP_ROLE,
  type Database,
  type DatabaseStatistics,
  type EmbeddedUrls,
  type Notifications,
  OWNER_ROLE,
  openDatabase,
} from '#platform/database';
import { startPgBouncer } from '../stack/pgbouncer.js';
import { endConnections } from './sql.js';

/** A new migrated database, with the URLs of both roles. */
export interface TestDatabase {
  database: Database;
  statistics: DatabaseStatistics;
  notifications: Notifications;
  settings: Settings;
  /** The superuser's URL of the same database, for what neither role may do. */
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  /** The settings of the application: the direct URL, and the one through PgBouncer where the run uses it. */
  connection: { url: string; directUrl: string };
  /** Closes the pool and drops the database. */
  close(): Promise<void>;
}

/** In milliseconds. A busy machine does not reach them, as it would the product's; a spec about a limit sets its own. */
export const patientLimits = { statementTimeoutMs: 60_000, lockTimeoutMs: 60_000, databaseConnectTimeoutMs: 60_000 };

interface TestDatabaseOptions {
  poolSize?: number;
  statementTimeoutMs?: number;
  lockTimeoutMs?: number;
}

/**
 * Copies the migrated template of this run into a new database. With `TEST_THROUGH=pgbouncer` the
 * application reaches it through a separate PgBouncer, with a pool of 5 in transaction mode.
 *
 * @throws Error when the run has no PostgreSQL, that is, outside Jest.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const shared = process.env.TEST_POSTGRES_URLS;
  if (!shared) throw new Error("TEST_POSTGRES_URLS is not set: Jest's globalSetup start-postgres.mjs sets it.");
  const urls: EmbeddedUrls = JSON.parse(shared);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runAs(
    urls.admin,
    `CREATE DATABASE ${name} TEMPLATE palier STRATEGY FILE_COPY OWNER ${OWNER_ROLE}`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO ${APP_ROLE}`,
  );

  const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const [appUrl, ownerUrl] = [inside(urls.app), inside(urls.owner)];
  const { poolSize = 5, databaseConnectTimeoutMs: connectTimeoutMs, ...limits } = { ...patientLimits, ...options };
  const pooler =
    process.env.TEST_THROUGH === 'pgbouncer'
      ? await startPgBouncer({ databaseUrl: appUrl, settings: { default_pool_size: '5' } })
      : undefined;
  const connection = { url: pooler?.url ?? appUrl, directUrl: appUrl };
  const opened = await openDatabase({ ...connection, poolSize, connectTimeoutMs, ...limits });
  return {
    ...opened,
    adminUrl: inside(urls.admin),
    ownerUrl,
    appUrl,
    connection,
    settings: readSettings({
      DATABASE_URL: connection.url,
      DATABASE_DIRECT_URL: connection.directUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DATABASE_POOL_SIZE: String(poolSize),
      DATABASE_CONNECT_TIMEOUT_MS: String(connectTimeoutMs),
      STATEMENT_TIMEOUT_MS: String(limits.statementTimeoutMs),
      LOCK_TIMEOUT_MS: String(limits.lockTimeoutMs),
      REQUEST_TIMEOUT_MS: '120000',
      PALIER_ENVIRONMENT: 'development',
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      PORT: '0',
    }),
    async close() {
      await opened.close();
      await pooler?.stop();
      await endConnections(name);
      await runAs(urls.admin, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function runAs(connectionString: string, ...steps: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (const sql of steps) await client.query(sql);
  } finally {
    await client.end();
  }
}
