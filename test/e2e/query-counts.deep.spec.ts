// Each operation is called once, for its statements and for an answer as the document describes it.
// Real: the whole API, PostgreSQL, and pg, whose statements are noted. Faked: the jobs, operations and
// events, written by SQL as a worker would; the timers, which stand still; the rows of the lists, those of `*.fill.ts`.
import pg from 'pg';
import { Readings } from '#platform/degradation';
import { Flags } from '#platform/flags';
import { RepeatedFlush } from '#platform/resilience';
import { apiLists, listRequest } from '../support/api-lists.js';
import { fillPerson, fillTenant } from '../support/fill.js';
import { committedOperations, parametersOf } from '../support/openapi.js';
import { as, type Counted, countsFiles } from '../support/query-counts.js';
import { Shop } from '../support/shop.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { baseCall } from './bad-input/call.js';
import { callsOf } from './query-counts/calls.js';
import { noteStatements } from './query-counts/note-statements.js';
import { expectOneStatement } from './query-counts/one-statement.js';
import { unlikeDocument } from './query-counts/unlike-document.js';

const files = countsFiles();
const cases = files.flatMap(({ queryCounts }) => Object.entries(queryCounts));
const lists = apiLists.filter(({ operation }) => !files.some(({ growingLists = {} }) => operation in growingLists));
const known = [...cases.map(([operation]) => operation), ...lists.map(({ operation }) => operation)];
const unknown = committedOperations.filter(
  ({ method, path }) => path.startsWith('/v1/') && !known.includes(`${method} ${path}`),
);
/** Those of members whose answers are kept: they take the position of the client's last write. */
const kept = committedOperations.filter(
  (placed) =>
    placed.operation['x-permission'] &&
    !placed.path.includes('{') &&
    parametersOf(placed).some(({ name }) => name === 'Palier-Wrote'),
);
/** They leave with the first statements of their transaction, or with its commit. */
const atCommit = ['audit.lines.insert', 'outbox.insert'];
const inOrder = (names: readonly string[]) => [
  ...names.filter((name) => !atCommit.includes(name)),
  ...names.filter((name) => atCommit.includes(name)),
];
/** A statement that sends a row each time. */
const repeated = ['outbox.insert'];
/** Not a request's own; the credentials are read at the first use of a key, which is then in memory. */
const others = [
  'access.',
  'platform.scope',
  'platform.commit',
  'platform.read-scope',
  ...files.flatMap(({ background = [] }) => background),
];

let api: TestApp;
let sent: string[] = [];

beforeAll(async () => {
  // What is counted in memory is written by timers, with events: not while others are counted.
  jest.spyOn(RepeatedFlush.prototype, 'begin').mockReturnValue();
  jest.spyOn(Readings.prototype, 'oldestWork').mockResolvedValue(0);
  api = await startTestApp();
  // The first sign-in of all makes the first signing key.
  await (await Shop.open(api)).admin();
  noteStatements((name) => {
    if (!others.some((beginning) => name.startsWith(beginning))) sent.push(name);
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await api?.close();
});

/** The operation of a request, as in `GET /v1/members/{id}`. */
const patternOf = (operation: string) => new RegExp(`^${operation.replace(/\{\w+\}/g, '[^/?]+')}(\\?.*)?$`);

describe('the statements of each operation', () => {
  it.each<[string, Counted]>(cases)('%s', async (operation, counted) => {
    const calls = await callsOf(operation, counted, await Shop.open(api));
    expect(calls.filter(({ refused }) => !refused)).not.toEqual([]);
    for (const { request, sends, atOnce, refused } of calls) {
      expect(`${request.method} ${request.url}`).toMatch(patternOf(operation));
      sent = [];
      const answer = await api.inject(request);
      const code = answer.statusCode < 300 ? undefined : answer.json().code;
      const names = sends.split(/\s+/).filter(Boolean);
      const [found, expected] = atOnce ? [sent.sort(), names.sort()] : [inOrder(sent), inOrder(names)];
      expect([request.url, code, found.join(' ')]).toEqual([request.url, refused, expected.join(' ')]);
      if (!refused) expect(unlikeDocument(operation, answer)).toEqual([]);
    }
  });

  it.each(kept.map((placed) => [`${placed.method} ${placed.path}`, placed] as const))(
    '%s, once its answer is kept: none',
    async (_operation, placed) => {
      const { token } = await (await Shop.open(api)).admin();
      await until(async () => {
        sent = [];
        const { statusCode, headers } = await api.inject(as(token, baseCall(placed)));
        expect(statusCode).toBe(200);
        return String(headers['cache-status']).includes('; hit');
      });
      // Strict routes ask each time whether the session has ended.
      expect(sent.filter((name) => name !== 'auth.sessions.status')).toEqual([]);
    },
  );

  it('are known once, of operations that there are', () => {
    const operations = committedOperations.map(({ method, path }) => `${method} ${path}`);
    const counted = cases.map(([operation]) => operation);
    expect(counted.filter((operation, i) => counted.indexOf(operation) !== i)).toEqual([]);
    expect(known.filter((operation) => !operations.includes(operation))).toEqual([]);
  });

  if (unknown.length === 0) return;
  it.each(unknown.map((placed) => [`${placed.method} ${placed.path}`, placed] as const))(
    '%s, which no file names: with the examples of the document it succeeds, and sends none twice',
    async (_operation, placed) => {
      const { token } = await (await Shop.open(api)).admin();
      sent = [];
      const answer = await api.inject(as(token, baseCall(placed)));
      expect([answer.statusCode < 300, answer.body]).toEqual([true, answer.body]);
      expect(unlikeDocument(`${placed.method} ${placed.path}`, answer)).toEqual([]);
      const once = sent.filter((name) => !repeated.includes(name));
      expect(once).toEqual([...new Set(once)]);
    },
  );
});

describe('the statements of a list, for any number of rows', () => {
  let shop: Shop;
  let token: string;

  beforeAll(async () => {
    shop = await Shop.open(api);
    const owner = new pg.Client({ connectionString: api.database.ownerUrl });
    await owner.connect();
    await fillTenant(owner, { id: shop.id, rows: 60, share: 0.01 });
    const admin = await shop.admin();
    await fillPerson(owner, { tenantId: shop.id, userId: admin.id });
    await owner.end();
    for (const _change of [1, 2, 3]) await api.app.get(Flags).change('catalog.tags', (present) => present);
    token = admin.token;
  });

  it.each(lists)('$operation', async (list) => {
    let seen = 0;
    await expectOneStatement(list, async (query) => {
      const request = listRequest(list, shop, token, query);
      sent = [];
      const answer = await api.inject(request);
      const { data = [], page } = answer.json();
      if (answer.statusCode === 200) expect(unlikeDocument(list.operation, answer)).toEqual([]);
      seen += data.length;
      return { status: answer.statusCode, sent, rows: data.length, next: page?.next ?? null };
    });
    expect(seen).toBeGreaterThan(0);
  });
});
