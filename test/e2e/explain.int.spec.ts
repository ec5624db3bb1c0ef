// Real: PostgreSQL with the migrations, filled with 100,000 apps of 3 tenants, 10,000 tenants and
// 5,000 keys, and the application's role with a tenant in force. Faked: nothing.
import pg from 'pg';
import { declaredStatements } from '#platform/database';
import { contexts } from '../../apps/contexts.js';
import '../../apps/worker/worker.module.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { faultsOf } from './explain/faults.js';
import { fill, stores } from './explain/fill.js';
import { type AnyStatement, plansOf } from './explain/plan.js';
import { sampleOf } from './explain/samples.js';

/** Rows from which a table counts as big. */
const many = 1000;

let database: TestDatabase;
let client: pg.Client;
let big: Set<string>;
let parents: Map<string, string>;

beforeAll(async () => {
  database = await testDatabase();
  await fill(database.ownerUrl);
  client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  const { rows } = await client.query("select relname from pg_class where relkind = 'r' and reltuples >= $1", [many]);
  big = new Set(rows.map(({ relname }) => relname));
  const partitioned = await client.query(
    'select c.relname as leaf, p.relname as parent from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent',
  );
  parents = new Map(partitioned.rows.map(({ leaf, parent }) => [leaf, parent]));
}, 120_000);
afterAll(async () => {
  await client?.end();
  await database?.close();
});

async function explain(statements: readonly AnyStatement[]): Promise<string[]> {
  const faults: string[] = [];
  for (const tenantId of [stores[0], stores[2]]) {
    await client.query(`set app.tenant_id = '${tenantId}'`);
    for (const statement of statements) {
      const values = sampleOf(statement.name);
      if (!values) faults.push(`${statement.name} has no sample: add one to explain/samples.ts`);
      else
        for (const plan of await plansOf(client, statement, values))
          faults.push(...faultsOf(statement, plan, big, parents));
    }
  }
  return [...new Set(faults)];
}

it('knows the statements of every context', () => {
  const names = declaredStatements().map(({ name }) => name);
  for (const context of contexts) expect(names).toContainEqual(expect.stringMatching(`^${context.name}\\.`));
});

it('finds every statement of the house on its index', async () => {
  expect(await explain(declaredStatements())).toEqual([]);
}, 120_000);

it.each([
  [
    'a whole table',
    { name: 'catalog.apps.first', text: "select 1 from catalog.apps where summary = ''" },
    'reads the whole of apps',
  ],
  [
    'a sort',
    {
      name: 'catalog.apps.first',
      index: 'apps_pkey',
      text: 'select 1 from catalog.apps where id > uuidv7() order by version limit 1',
    },
    'sorts what apps_pkey should give in order',
  ],
  [
    'another index',
    { name: 'catalog.apps.first', index: 'apps_by_source', text: "select 1 from catalog.apps where slug = 'app-1'" },
    'does not use apps_by_source',
  ],
  ['no sample', { name: 'catalog.apps.unheard-of', text: 'select 1' }, 'has no sample: add one to explain/samples.ts'],
])('fails on a statement with %s', async (_, statement, fault) => {
  expect(await explain([statement])).toContain(`${statement.name} ${fault}`);
});
