import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readSettings, type Settings } from '#platform/config';
import {
  APP_ROLE,
  type Database,
  type DatabaseStatistics,
  type EmbeddedUrls,
  type EntityClass,
  OWNER_ROLE,
  openDatabase,
} from '#platform/database';

/** A migrated database of its own, with both roles' URLs. */
export interface TestDatabase {
  database: Database;
  statistics: DatabaseStatistics;
  settings: Settings;
  /** The superuser, in the same database: for what neither role may do. */
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  /** Closes the pool and drops the database. */
  close(): Promise<void>;
}

interface TestDatabaseOptions {
  /** By default those of the loaded modules. */
  entities?: readonly EntityClass[];
  poolSize?: number;
  statementTimeoutMs?: number;
  lockTimeoutMs?: number;
}

/**
 * Copies the migrated template of this run into a new database.
 *
 * @throws Error when the run has no PostgreSQL, that is, outside Jest.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const shared = process.env.TEST_POSTGRES_URLS;
  if (!shared) throw new Error("TEST_POSTGRES_URLS is not set: Jest's globalSetup start-postgres.mjs sets it.");
  const urls: EmbeddedUrls = JSON.parse(shared);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await runAs(urls.admin, `CREATE DATABASE ${name} TEMPLATE palier OWNER ${OWNER_ROLE}`);
  await runAs(
    urls.admin,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO ${APP_ROLE}`,
  );

  const inside = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const [appUrl, ownerUrl] = [inside(urls.app), inside(urls.owner)];
  const { poolSize = 5, statementTimeoutMs = 5000, lockTimeoutMs = 2000, entities } = options;
  const opened = await openDatabase({ url: appUrl, poolSize, statementTimeoutMs, lockTimeoutMs, entities });
  return {
    ...opened,
    adminUrl: inside(urls.admin),
    ownerUrl,
    appUrl,
    settings: readSettings({
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      DATABASE_POOL_SIZE: String(poolSize),
      PALIER_ENVIRONMENT: 'development',
      LOG_LEVEL: 'silent',
      HOST: '127.0.0.1',
      PORT: '0',
    }),
    async close() {
      await opened.close();
      await runAs(urls.admin, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function runAs(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
