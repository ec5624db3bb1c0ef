// Real: PostgreSQL with the migrations, every table that grows filled (100,000 rows of 4 tenants in the largest,
// 10,000 tenants), and the application's role with a tenant in force. Faked: nothing.
import pg from 'pg';
import { APP_ROLE } from '#platform/database';
import { type AnyList, declaredLists, text, uuid } from '#platform/lists';
import { contexts } from '../../apps/contexts.js';
import '../../apps/worker/worker.module.js';
import '#platform/key-rotation';
import { declaredFills } from '../support/fill.js';
import { samples } from '../support/samples.js';
import { type CheckedStatement, checkedStatements, givenChecks } from '../support/statements.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { Catalogue } from './explain/catalogue.js';
import { faultsOf, reaches } from './explain/faults.js';
import { fill, largeTenants, smallTenant } from './explain/fill.js';
import { nestedPlansOf, tellingSession } from './explain/nested.js';
import { plansOf, valuesOf } from './explain/plan.js';

/** The findings about some statements. */
interface Seen {
  readonly faults: string[];
  /** The names of the statements that reach a growing table. */
  readonly checked: string[];
  /** The functions inside which a statement was seen. */
  readonly inside: string[];
}

const statements = checkedStatements();
let database: TestDatabase;
let client: pg.Client;
/** A session that reports the plans of nested statements. */
let telling: pg.Client;
let catalogue: Catalogue;
/** For every declared statement: its own plan, and those inside the functions that it calls. */
let own: Seen;
let nested: Seen;

beforeAll(async () => {
  database = await testDatabase();
  await fill(database.adminUrl);
  client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  telling = await tellingSession(database.adminUrl, APP_ROLE);
  catalogue = await Catalogue.read(client);
  own = await explain(statements);
  nested = await explainInside([...statements.filter(({ text }) => catalogue.callsDefiner(text)), ofPolicies]);
});
afterAll(async () => {
  await telling?.end();
  await client?.end();
  await database?.close();
});

/** Policies call this one, for each row that names a person. */
const ofPolicies = { name: 'policies', text: `select platform.refuse_erased('${smallTenant.id}')` };

async function explain(statements: readonly CheckedStatement[]): Promise<Seen> {
  const [faults, checked] = [new Set<string>(), new Set<string>()];
  for (const { id } of [largeTenants[0], largeTenants[2]] as typeof largeTenants) {
    // Some tables show the rows of one person alone.
    await client.query(`set app.tenant_id = '${id}'; set app.user_id = '${samples.id}'`);
    for (const statement of statements) {
      const values = valuesOf(statement, id);
      if (!values) faults.add(`${statement.name} has no sample: add \`sample: […]\` to its line in test/statements`);
      for (const plan of values ? await plansOf(client, statement, values) : []) {
        if (reaches(plan, catalogue)) checked.add(statement.name);
        for (const fault of faultsOf(statement, plan, catalogue)) faults.add(fault);
      }
    }
  }
  return { faults: [...faults], checked: [...checked], inside: [] };
}

async function explainInside(statements: readonly CheckedStatement[]): Promise<Seen> {
  const [faults, checked, seen] = [new Set<string>(), new Set<string>(), new Set<string>()];
  // Functions count and delete the rows of a whole tenant.
  const { big, wholes, parents } = catalogue;
  const ofTenants = { big, wholes, parents, hashed: new Map() };
  for (const statement of statements) {
    const values = valuesOf(statement, smallTenant.id) ?? [];
    for (const { inside, plan } of await nestedPlansOf(telling, smallTenant.id, statement, values)) {
      seen.add(inside);
      if (reaches(plan, catalogue)) checked.add(statement.name);
      const name = `${statement.name}, inside ${inside},`;
      for (const fault of faultsOf({ name, text: '' }, plan, ofTenants, statement.readsWhole?.table)) faults.add(fault);
    }
  }
  return { faults: [...faults], checked: [...checked], inside: [...seen] };
}

/** The columns of orders that may be null, each with its table. */
async function nullableKeysOf(lists: readonly Pick<AnyList, 'from' | 'sorts'>[]): Promise<string[]> {
  const keys = lists.flatMap(({ from, sorts }) => {
    const tables = typeof from === 'string' ? [from] : from.map((part) => part.from);
    const columns = Object.values(sorts).flatMap((sort) => sort.keys.map(({ column }) => column));
    return tables.flatMap((table) => columns.map((column) => `${table}.${column}`));
  });
  const nullable = `select table_schema || '.' || table_name || '.' || column_name as name
    from information_schema.columns where is_nullable = 'YES'`;
  const names = new Set((await client.query<{ name: string }>(nullable)).rows.map(({ name }) => name));
  return keys.filter((key) => names.has(key));
}

it('knows the statements of every context', () => {
  const names = statements.map(({ name }) => name);
  for (const context of contexts) expect(names).toContainEqual(expect.stringMatching(`^${context.name}\\.`));
});

it('fills every table that is not declared to stay small', () => {
  expect(catalogue.small).toEqual(
    declaredFills()
      .flatMap(({ small = {} }) => Object.keys(small))
      .sort(),
  );
});

it('finds every statement on its index', () => expect(own.faults).toEqual([]));

it('finds no list in the order of a column that may be null, whose rows a cursor would pass over', async () => {
  expect(declaredLists().length).toBeGreaterThan(5);
  expect(await nullableKeysOf(declaredLists())).toEqual([]);
});

it.each([
  ['one table', 'platform.audit_chain', ['platform.audit_chain.request_id']],
  [
    'merged tables',
    ['audit_lines', 'audit_chain'].map((table) => ({ from: `platform.${table}`, columns: '*' })),
    ['platform.audit_lines.request_id', 'platform.audit_chain.request_id'],
  ],
])('finds a column that may be null in the order of a list of %s', async (_, from, found) => {
  const keys = [text('request_id', 'requestId'), uuid('id', 'id')];
  expect(await nullableKeysOf([{ from, sorts: { requestId: { keys } } }])).toEqual(found);
});

it('finds every statement inside a function on an index', () => expect(nested.faults).toEqual([]));

/** Functions that only the version before this one calls. The next version drops them by a migration. */
const former: readonly string[] = [];

it('sees into every function that runs with its owner’s rights', () => {
  expect(catalogue.definers.filter((name) => !nested.inside.includes(name))).toEqual(former);
});

it('leaves no statement unchecked without a reason, and none with one that can be checked', () => {
  const seen = new Set([...own.checked, ...nested.checked]);
  const left = statements.filter(({ name }) => !seen.has(name));
  const excused = statements.filter(({ unchecked }) => unchecked);
  expect(left.map(({ name }) => name).sort()).toEqual(excused.map(({ name }) => name).sort());
});

it('has no line for a statement or a list that is not declared', () => {
  const names = [...statements, ...declaredLists()].map(({ name }) => name);
  const given = givenChecks();
  expect(Object.keys({ ...given.statements, ...given.lists }).filter((name) => !names.includes(name))).toEqual([]);
  expect(declaredLists().filter(({ name }) => !given.lists[name])).toEqual([]);
});

it.each([
  [
    'a whole table',
    { name: 'catalog.apps.recount', text: "select 1 from catalog.apps where summary = ''" },
    'reads the whole of apps',
  ],
  [
    'a sort',
    {
      name: 'catalog.apps.recount',
      index: 'apps_pkey',
      text: 'select 1 from catalog.apps where id > uuidv7() order by version limit 1',
    },
    'sorts what apps_pkey should give in order',
  ],
  [
    'another index',
    { name: 'catalog.apps.recount', index: 'apps_by_source', text: "select 1 from catalog.apps where slug = 'app-1'" },
    'does not use apps_by_source',
  ],
  [
    'no sample',
    { name: 'catalog.apps.unheard-of', text: 'select $1::text' },
    'has no sample: add `sample: […]` to its line in test/statements',
  ],
])('fails on a statement with %s', async (_, statement, fault) => {
  expect((await explain([statement])).faults).toContain(`${statement.name} ${fault}`);
});

it('fails on a statement that reads several partitions by hash, since the rows of a person are in one', () => {
  const read = (leaf: string) => ({ 'Node Type': 'Index Scan', 'Relation Name': leaf });
  const parts = [...catalogue.hashed.keys()];
  expect(parts.length).toBeGreaterThan(1);
  const several = { 'Node Type': 'Append', Plans: parts.slice(0, 2).map(read) };
  const fault = `a.statement reads several partitions of ${catalogue.hashed.get(parts[0] as string)}`;
  expect(faultsOf({ name: 'a.statement', text: '' }, several, catalogue)).toEqual([fault]);
  expect(faultsOf({ name: 'a.statement', text: '' }, read(parts[0] as string), catalogue)).toEqual([]);
});

it.each([
  ['called', 'select catalog.careless()'],
  ['fired by a trigger', `insert into tenants.usage values ('${smallTenant.id}', 'careless', 1)`],
])('fails on a function that reads a whole table when it is %s', async (_, text) => {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(careless);
  try {
    const { faults, inside } = await explainInside([{ name: 'tests.careless', text }]);
    expect(inside).toContain('careless');
    expect(faults).toContain('tests.careless, inside careless, reads the whole of tenants');
  } finally {
    await owner.query('drop function catalog.careless; drop function catalog.careless_trigger cascade');
    await owner.end();
  }
});

const careless = `
  create function catalog.careless() returns bigint language sql security definer
    as $$ select count(*) from tenants.tenants where name = '' $$;
  grant execute on function catalog.careless to palier_app;
  create function catalog.careless_trigger() returns trigger language plpgsql security definer
    as $$ begin perform catalog.careless(); return null; end $$;
  create trigger careless after insert on tenants.usage execute function catalog.careless_trigger()`;
