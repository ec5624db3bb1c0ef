import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HashingCost } from '#auth';
import { ApiKeys } from '#platform/access';
import { Settings } from '#platform/config';
import { Readings } from '#platform/degradation';
import { requireMasterKey } from '#platform/key-rotation';
import { ProductContexts, platformTenant } from '#platform/tenancy';
import { createApi } from '../../apps/api/create-api.js';
import { ladderOf } from '../../apps/api/ladder.js';
import { injectBegun } from './inject-begun.js';
import { patientLimits, type TestDatabase, testDatabase } from './test-database.js';

/** The same for apps that share a database, as the processes of one deployment do. */
export const masterKey = Buffer.alloc(32, 7).toString('base64url');

/** The whole API over its own migrated database. Nothing is faked; it listens only after `listen`. */
export interface TestApp {
  app: NestFastifyApplication;
  database: TestDatabase;
  /** The directory of its files, such as mails; deleted at the end. */
  dataDir: string;
  /** An operator's key with every permission. */
  operatorKey: string;
  inject: NestFastifyApplication['inject'];
  /** What it hashes passwords with. */
  hashingCost: HashingCost;
  /** Listens on a free loopback port and returns the URL. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** Next to nothing: a sign-in of the product takes 20 ms of processor time for its hash, which few tests are about. */
const cheapest = new HashingCost(8, 1, 1);

/** Has the application hash passwords at another cost than its own. */
@Module({})
class HashingAt {
  static cost(cost: HashingCost): DynamicModule {
    return {
      module: HashingAt,
      global: true,
      providers: [{ provide: HashingCost, useValue: cost }],
      exports: [HashingCost],
    };
  }
}

/**
 * Starts the API for one spec file; close it in `afterAll`.
 *
 * @param overrides settings that differ from the defaults
 * @param shared the database of another test app, as a second process would use it; by default a new one
 * @param beside modules that run in the same process, as the workers' in solo
 * @param hashingCost what a hash of a password takes; `new HashingCost()` is the product's
 * @param embeddedIn where an embedded PostgreSQL would be, for the step solo
 * @param contexts which contexts a tenant has: those `of its product`, or all, so that a test may use one for everything
 */
export async function startTestApp(
  overrides: Partial<Settings> = {},
  shared?: TestDatabase,
  beside: readonly Type[] = [],
  hashingCost = cheapest,
  contexts: 'of its product' | 'all' = 'all',
  embeddedIn?: string,
): Promise<TestApp> {
  const database = shared ?? (await testDatabase());
  const dataDir = mkdtempSync(join(tmpdir(), 'palier-test-'));
  const settings = Object.assign(
    new Settings(),
    { metricsPort: 0, logLevel: 'silent', dataDir, masterKey, aiUrl: 'https://models.invalid/', ...patientLimits },
    overrides,
    {
      databaseUrl: database.connection.url,
      databaseDirectUrl: database.connection.directUrl,
    },
  );
  await requireMasterKey(settings);
  const app = await createApi(settings, ladderOf(settings, embeddedIn), [HashingAt.cost(hashingCost), ...beside]);
  quieten(app.get(Readings, { strict: false }));
  if (contexts === 'all') haveAllContexts(app.get(ProductContexts));
  const { key } = await app.get(ApiKeys).create('test', ['*']);
  return {
    app,
    database,
    dataDir: settings.dataDir,
    operatorKey: key,
    hashingCost,
    inject: injectBegun(app),
    listen: async () => {
      await app.listen(0, '127.0.0.1');
      return app.getUrl();
    },
    close: async () => {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
      if (!shared) await database.close();
    },
  };
}

/**
 * The test and its clients share the event loop and the connections, which would read as the overload of the API; and its
 * statements are counted, beside which those that read the queues would come at any moment.
 */
function quieten(readings: Readings): void {
  Object.assign(readings, { eventLoopDelay: () => 0, connectionWait: () => 0, oldestWork: () => Promise.resolve(0) });
}

/** All tenants but that of the operators, which remains without. */
function haveAllContexts(products: ProductContexts): void {
  const declared = products.includes.bind(products);
  products.includes = (product, context) => product !== platformTenant.product || declared(product, context);
}
