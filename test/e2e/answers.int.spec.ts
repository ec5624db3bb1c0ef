// Real: the whole API, PostgreSQL, the rows of `*.fill.ts`. Faked: as in the counts of statements, whose calls are made.
import type { InjectOptions } from 'fastify';
import pg from 'pg';
import { apiLists, listRequest } from '../support/api-lists.js';
import { fillPerson, fillTenant } from '../support/fill.js';
import { committedOperations, fieldsUnlike, headersUnlike } from '../support/openapi.js';
import { type Counted, countsFiles } from '../support/query-counts.js';
import { Shop } from '../support/shop.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { callsOf } from './query-counts/calls.js';

const cases = countsFiles().flatMap(({ queryCounts }) => Object.entries(queryCounts));
const lists = apiLists.filter(({ operation }) => !cases.some(([counted]) => operation === counted));

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

/** The body of an answer, which must have the headers, fields, types and formats that the document says, and no others. */
async function asDocumented(operation: string, request: InjectOptions) {
  const placed = committedOperations.find(({ method, path }) => `${method} ${path}` === operation);
  const answer = await api.inject(request);
  if (!placed || answer.statusCode >= 300) throw new Error(`${operation} answers ${answer.statusCode} ${answer.body}`);
  expect(Object.keys(placed.operation.responses)).toContain(String(answer.statusCode));
  expect(headersUnlike(placed, answer.statusCode, answer.headers)).toEqual([]);
  if (!String(answer.headers['content-type']).startsWith('application/json')) return undefined;
  expect(fieldsUnlike(placed, answer.statusCode, answer.json())).toEqual([]);
  return answer.json();
}

describe('an answer has the headers and fields that the document names, with their types and formats', () => {
  it.each<[string, Counted]>(cases)('to %s', async (operation, counted) => {
    for (const { request, refused } of await callsOf(operation, counted, await Shop.open(api))) {
      if (refused) await api.inject(request);
      else await asDocumented(operation, request);
    }
  });

  describe('to a list', () => {
    let shop: Shop;
    let token: string;
    beforeAll(async () => {
      shop = await Shop.open(api);
      const admin = await shop.admin();
      token = admin.token;
      const owner = new pg.Client({ connectionString: api.database.ownerUrl });
      await owner.connect();
      await fillTenant(owner, { id: shop.id, rows: 10, share: 0.01 });
      await fillPerson(owner, { tenantId: shop.id, userId: admin.id });
      await owner.end();
    });

    it.each(lists)('$operation', async (list) => {
      const { data } = await asDocumented(list.operation, listRequest(list, shop, token, { limit: 2 }));
      expect(data).not.toEqual([]);
    });
  });
});
