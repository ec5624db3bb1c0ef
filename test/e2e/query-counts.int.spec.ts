// Real: the whole API, PostgreSQL, and pg, whose statements are noted. Faked: the jobs, operations and
// events, written by SQL as a worker would.
import pg from 'pg';
import { openApiDocument, operationsOf } from '#platform/http';
import { Shop } from '../support/shop.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { get } from './query-counts/call.js';
import { members } from './query-counts/members.js';
import { operators } from './query-counts/operators.js';
import { sessions } from './query-counts/sessions.js';
import { signIn } from './query-counts/sign-in.js';
import { storesAndTenants } from './query-counts/stores-and-tenants.js';

/** Statements of timers, of each new connection or queue, and notifications after a commit; not part of a request. */
const background =
  /^(bullmq: (SELECT pg_notify|Upsert queue metadata)|tenants\.directory\.|auth\.revocations\.latest$|auth\.signing-keys\.in-force$|tenants\.metering\.add$|flags\.all$|degradation\.present$|platform\.(read-)?scope$)/;
/** Sent at the first use of a key, which is then in memory. */
const credentials = /^access\./;

const cases = [...storesAndTenants, ...operators, ...signIn, ...sessions, ...members];

let api: TestApp;
let sent: string[] = [];

beforeAll(async () => {
  api = await startTestApp();
  // The first sign-in of all makes the first signing key.
  await (await Shop.open(api)).admin();
  noteStatements();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await api?.close();
});

/** Noted when they are bound, since a batch passes `query` as one; BullMQ's statements have no names. */
function noteStatements(): void {
  const { bind, parse } = pg.Connection.prototype;
  const note = (name: string) => {
    if (!background.test(name) && !credentials.test(name)) sent.push(name);
  };
  jest.spyOn(pg.Connection.prototype, 'bind').mockImplementation(function (this: pg.Connection, ...args) {
    if (args[0]?.statement) note(args[0].statement);
    return Reflect.apply(bind, this, args);
  });
  jest.spyOn(pg.Connection.prototype, 'parse').mockImplementation(function (this: pg.Connection, ...args) {
    const [{ name, text }] = args;
    // Each begins with a comment, as in `-- A job's full row. Params: …`.
    if (!name) note(`bullmq: ${/^-- (.+?)\./.exec(text)?.[1] ?? text}`);
    return Reflect.apply(parse, this, args);
  });
}

/** The operation of a request, as in `GET /v1/members/{id}`. */
const patternOf = (operation: string) => new RegExp(`^${operation.replace(/\{\w+\}/g, '[^/?]+')}(\\?.*)?$`);

describe('the statements of each operation', () => {
  it.each(cases)('%s', async (operation, callsOf) => {
    const shop = await Shop.open(api);
    const calls = await callsOf(shop);
    expect(calls.filter(({ refused }) => !refused)).not.toEqual([]);
    for (const { request, sends, atOnce, refused } of calls) {
      expect(`${request.method} ${request.url}`).toMatch(patternOf(operation));
      sent = [];
      const answer = await api.inject(request);
      const code = answer.statusCode < 300 ? undefined : answer.json().code;
      expect([request.url, code, atOnce ? sent.sort() : sent]).toEqual([
        request.url,
        refused,
        atOnce ? [...sends].sort() : sends,
      ]);
    }
  });

  it('of a list with a cursor are one, for any number of apps', async () => {
    const shop = await Shop.open(api);
    await shop.importApps(45);
    const url = `/v1/stores/${shop.slug}/apps`;
    const { next } = (await api.inject(get(`${url}?limit=2`))).json().page;
    for (const limit of [2, 40]) {
      sent = [];
      await api.inject(get(`${url}?limit=${limit}&cursor=${next}`));
      expect(sent).toEqual(['catalog.apps.list.name.after']);
    }
  });

  it('are known for every operation of a context', () => {
    const operations = operationsOf(openApiDocument(api.app))
      .map(({ method, path }) => `${method} ${path}`)
      .filter((operation) => operation.includes(' /v1/'));
    expect(cases.map(([operation]) => operation).sort()).toEqual(operations.sort());
  });
});
