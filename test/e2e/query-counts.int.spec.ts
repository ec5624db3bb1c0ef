// Real: the whole API, PostgreSQL, and pg, whose statements are noted. Faked: nothing.
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { Catalog } from '#catalog';
import { openApiDocument, operationsOf } from '#platform/http';
import { Tenants } from '#tenants';
import { runSql } from '../support/notes-table.js';
import { logIn, makePerson } from '../support/people.js';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { authRows } from './query-counts/auth-rows.js';
import { houseRows } from './query-counts/house-rows.js';
import { apps, get, isAdmins, somebody } from './query-counts/row.js';

/** Sent by timers, and once by each new connection, whatever is asked. */
const background =
  /^(tenants\.directory\.|auth\.revocations\.latest$|auth\.signing-keys\.in-force$|tenants\.metering\.add$|flags\.all$|degradation\.present$|platform\.(read-)?scope$)/;
/** Sent at the first use of a key, then kept in memory. */
const credentials = /^access\./;

let api: TestApp;
/** The access token of an admin of the shop. */
let admin: string;
let sent: string[];

beforeAll(async () => {
  api = await startTestApp();
  const packages = samplePackages('sample', 45);
  const { id } = await api.app.get(Tenants).create({ slug: 'shop', name: 'Shop', product: 'wistant', plan: 'free' });
  await api.app.get(Catalog).importPackages(id, packages.directory);
  packages.remove();
  await runSql(
    api.database.adminUrl,
    `INSERT INTO auth.users (tenant_id, id, email, name, role, state)
     VALUES ('${id}', '${somebody}', 'somebody@example.org', 'Somebody', 'member', 'active')`,
  );
  admin = (await logIn(api, await makePerson(api, { id, slug: 'shop' }, { role: 'admin' }))).json().accessToken;
  noteStatements();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await api?.close();
});

/** As they are bound, since those that leave as one batch pass `query` as one. */
function noteStatements(): void {
  const { bind } = pg.Connection.prototype;
  const noting = function (this: pg.Connection, ...args: Parameters<pg.Connection['bind']>) {
    const name = args[0]?.statement;
    if (name && !background.test(name) && !credentials.test(name)) sent.push(name);
    return Reflect.apply(bind, this, args);
  };
  jest.spyOn(pg.Connection.prototype, 'bind').mockImplementation(noting);
}

async function statementsOf(options: InjectOptions): Promise<{ status: number; names: string[]; body: string }> {
  sent = [];
  const credential = isAdmins(options) ? admin : api.operatorKey;
  const headers = { authorization: `Bearer ${credential}`, ...options.headers };
  const { statusCode, body } = await api.inject({ ...options, headers });
  return { status: statusCode, names: sent, body };
}

const requests = [...houseRows, ...authRows];

describe('the statements of each endpoint', () => {
  it.each(requests)('%s (row %#)', async (_, request, statements) => {
    const { names, status } = await statementsOf(request);
    expect(status).toBeLessThan(500);
    expect(names).toEqual(statements);
  });

  it('walks on from a cursor with one statement, whatever the number of apps', async () => {
    const { body } = await statementsOf(get(`${apps}?limit=2`));
    const { next } = JSON.parse(body).page;
    for (const limit of [2, 40]) {
      const { names } = await statementsOf(get(`${apps}?limit=${limit}&cursor=${next}`));
      expect(names).toEqual(['catalog.apps.after.name']);
    }
  });

  it('are known for every operation of a context', () => {
    const operations = operationsOf(openApiDocument(api.app))
      .map(({ method, path }) => `${method} ${path}`)
      .filter((operation) => operation.includes(' /v1/'));
    expect([...new Set(requests.map(([operation]) => operation))].sort()).toEqual(operations.sort());
  });
});
