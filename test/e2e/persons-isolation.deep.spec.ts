// Real: the whole API and its workers, PostgreSQL, row level security, people who sign in. Faked: nothing.
import type { LightMyRequestResponse } from 'fastify';
import type { Role } from '#platform/access';
import { newId } from '#platform/ids';
import { comparable } from '../../apps/prover/prove-routes.js';
import type { PlacedOperation } from '../drift/openapi/operations.js';
import { bodyFieldsOf, committedOperations, streamedTypesOf } from '../support/openapi.js';
import { exportedLines } from '../support/read-zip.js';
import { sellingTenant } from '../support/selling-tenant.js';
import { callAs, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { workers } from '../support/workers.js';
import { personalRows } from './isolation/personal-rows.js';

/** A user with rows of their own. */
interface Holder extends SignedIn {
  readonly role: Role;
  /** The ids in these rows. */
  readonly ids: readonly string[];
  /** What nobody else may read in them. */
  readonly texts: readonly string[];
}

const ofMembers = committedOperations.filter(
  ({ operation }) => !operation['x-permission']?.startsWith('platform.') && !isStream(operation),
);
/** Administrators stop what others began for themselves, and see nothing of it. */
const administered = 'POST /v1/operations/{id}/cancel';
/** `sku` is a name that an admin chooses, whatever it looks like. */
// A subject and a name of events are any text, and each is accepted alike.
const withId = ofMembers.filter(
  ({ path, operation }) =>
    /\{(?!tenant|sku|subject)/.test(path) && path !== '/v1/analytics/names/{name}' && operation['x-permission'],
);
const reading = ofMembers.filter(({ method }) => method === 'GET');

let api: TestApp;
/** The tables of the kind `person`, each with the column of its person, and those that refer to what a whole tenant sees. */
let tables: readonly { name: string; person: string; shared: readonly string[] }[];
let tenant: { id: string; slug: string };
let holders: readonly Holder[];
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  tables = await runSql(
    api.database.adminUrl,
    `select c.name, c.declaration->'persons'->0->>'column' as person, array(select u.key
         from jsonb_each_text(c.declaration->'uuids') u join platform.data_catalogue o on o.name = u.value
         where o.declaration->>'kind' = 'tenant' and o.name <> 'auth.users') as shared
      from platform.data_catalogue c where c.declaration->>'kind' = 'person' order by c.name`,
  );
  ({ tenant } = await sellingTenant(api));
  holders = [await hold('member'), await hold('member'), await hold('owner')];
});
afterAll(() => api?.close());

/** Signs a user in, and gives them rows in each personal table. */
async function hold(role: Role): Promise<Holder> {
  const person = await signedIn(api, tenant, role);
  const texts: string[] = [];
  for (const make of Object.values(personalRows)) texts.push(...(await make(api, person)));
  const rows = await rowsOf(person.id);
  const ids = rows.flatMap(({ table, row }) => {
    const shared = tables.find(({ name }) => name === table)?.shared ?? [];
    return Object.entries(row).flatMap(([column, value]) => (isId(value) && !shared.includes(column) ? value : []));
  });
  const own = [...new Set(ids)].filter((id) => id !== tenant.id && id !== person.id);
  return { ...person, role, ids: own, texts };
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);

const rowsOf = async (user: string) => {
  const all = tables.map(
    ({ name, person }) => `select '${name}' as table, to_jsonb(t) as row from ${name} t where ${person} = '${user}'`,
  );
  const sql = `select * from (${all.join(' union all ')}) t order by t::text`;
  return runSql<{ table: string; row: object }>(api.database.adminUrl, sql);
};

/** A request of an operation, with an id for each parameter and the examples of the document as its body. */
function ask({ token }: SignedIn, placed: PlacedOperation, id: string): Promise<LightMyRequestResponse> {
  const { method, path } = placed;
  const url = path.replace('{tenant}', tenant.slug).replace(/\{\w+\}/g, id);
  const fields = Object.entries(bodyFieldsOf(placed) ?? {}).map(([name, { example }]) => [name, example]);
  const body = bodyFieldsOf(placed) && !streamedTypesOf(placed) ? Object.fromEntries(fields) : undefined;
  return callAs(api, token, method as 'GET', url, body, { 'if-match': '"v1"' });
}

async function textOf(answer: LightMyRequestResponse): Promise<string> {
  const zipped = answer.headers['content-type'] === 'application/zip';
  return zipped ? JSON.stringify(await exportedLines(answer.rawPayload)) : answer.body;
}

/** The marks that an answer contains, as they are or within JSON. */
const marksIn = (text: string, marks: readonly string[]) =>
  marks.filter((mark) => [mark, JSON.stringify(mark).slice(1, -1)].some((each) => text.includes(each)));

function isStream({ responses }: PlacedOperation['operation']): boolean {
  return 'text/event-stream' in ((responses[200] as { content?: object } | undefined)?.content ?? {});
}

/** One of each role: of the two members, one reads what the other has. */
const readers = () => holders.slice(1);
const others = (reader: Holder) => holders.filter((holder) => holder !== reader);

it('has rows for each table of personal rows', async () => {
  expect(Object.keys(personalRows).sort()).toEqual(tables.map(({ name }) => name));
  for (const { id } of holders) {
    expect(new Set((await rowsOf(id)).map(({ table }) => table))).toEqual(new Set(Object.keys(personalRows)));
  }
});

it('no route shows a user what is personal to another of their tenant, whatever their role', async () => {
  const found: string[] = [];
  for (const reader of readers()) {
    for (const operation of reading) {
      const secret = others(reader).flatMap(({ texts, ids }) => [...texts, ...ids]);
      for (const id of operation.path.includes('{') ? reader.ids : ['']) {
        const marks = marksIn(await textOf(await ask(reader, operation, id)), secret);
        if (marks.length > 0) found.push(`${operation.path}: ${marks}`);
      }
    }
  }
  expect(found).toEqual([]);
});

it('no route with an id tells a user that another of their tenant has a personal row, or changes it', async () => {
  const found: string[] = [];
  for (const reader of readers()) {
    const before = await Promise.all(others(reader).map(({ id }) => rowsOf(id)));
    for (const operation of withId) {
      if (reader.role === 'owner' && `${operation.method} ${operation.path}` === administered) continue;
      const unknownId = newId();
      const unknown = comparable((await ask(reader, operation, unknownId)).body, unknownId);
      const foreignIds = others(reader).flatMap(({ ids }) => ids);
      const answers = await Promise.all(foreignIds.map(async (id) => [id, await ask(reader, operation, id)] as const));
      for (const [id, foreign] of answers) {
        if (foreign.statusCode < 400 || comparable(foreign.body, id) !== unknown)
          found.push(`${operation.method} ${operation.path}: ${foreign.statusCode}`);
      }
    }
    expect(await Promise.all(others(reader).map(({ id }) => rowsOf(id)))).toEqual(before);
  }
  expect(found).toEqual([]);
});
