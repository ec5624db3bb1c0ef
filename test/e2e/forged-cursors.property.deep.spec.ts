// Real: the whole API, PostgreSQL, the rows of `*.fill.ts`. Faked: nothing.
import fc from 'fast-check';
import pg from 'pg';
import { Flags } from '#platform/flags';
import { isUuid, newId } from '#platform/ids';
import { encodeCursor } from '#platform/lists';
import { anyCharacter } from '../support/any-character.js';
import { apiLists, listRequest, type Query } from '../support/api-lists.js';
import { fillPerson, fillTenant } from '../support/fill.js';
import { propertyRuns } from '../support/property-runs.js';
import { Shop } from '../support/shop.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What else a list requires. */
const required: Readonly<Record<string, Query>> = {
  'GET /v1/platform/jobs': { queue: 'tenants.purge-tenant', state: 'failed' },
};

const whole = { tenantId: null, filter: {} };

/** Cursors of the lists that have one row at most here. */
const givenElsewhere: Readonly<Record<string, string>> = {
  'GET /v1/platform/jobs': encodeCursor(
    { list: 'jobs', sort: 'position', types: ['integer'], ...whole, filter: { ...required['GET /v1/platform/jobs'] } },
    [20],
  ),
  'GET /v1/platform/flags': encodeCursor({ list: 'flags', sort: 'name', types: ['text'], ...whole }, ['a']),
  'GET /v1/platform/events': encodeCursor({ list: 'events', sort: '-createdAt', types: ['uuid'], ...whole }, [newId()]),
};

const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'));
const nearlyDates = fc
  .tuple(fc.constantFrom('0000', '0001', '1582', '2024', '2026', '9999'), two(13), two(32), two(24), two(60))
  .map(([year, month, day, hour, second]) => `${year}-${month}-${day}T${hour}:00:${second}Z`);
const texts = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.constantFrom('\0', '\ud800', 'a\udc00', '\uffff', '%', ''),
);
const uuids = fc.oneof(
  { weight: 4, arbitrary: fc.uuid() },
  fc.uuid().map((id) => id.toUpperCase()),
  fc.constant(`{${newId()}}`),
);
const moments = fc.oneof(
  nearlyDates,
  fc.constantFrom('infinity', 'now', '2026-02-31T00:00:00Z', '0000-01-01T00:00:00Z'),
);
const numbers = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(2 ** 31, -(2 ** 31), 1e308, -0),
);

/** Values that are nearly like the key of a cursor. */
function nearly(key: unknown): fc.Arbitrary<unknown> {
  if (typeof key === 'number') return numbers;
  const text = String(key);
  if (isUuid(text)) return uuids;
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return moments.map((moment) => moment.slice(0, 10));
  return /^\d{4}-\d\d-\d\dT/.test(text) ? moments : texts;
}

const partsOf = (cursor: string): [print: string, ...keys: unknown[]] =>
  JSON.parse(Buffer.from(cursor, 'base64url').toString());

/** Cursors whose keys are nearly those of this one, or anything. */
function forgeriesOf(cursor: string): fc.Arbitrary<string> {
  const [print, ...keys] = partsOf(cursor);
  const like = fc.tuple(...keys.map((key) => fc.oneof({ weight: 4, arbitrary: nearly(key) }, fc.jsonValue())));
  return fc
    .oneof({ weight: 4, arbitrary: like }, fc.array(fc.jsonValue()))
    .map((forged) => Buffer.from(JSON.stringify([print, ...forged])).toString('base64url'));
}

describe('a forged cursor is refused or finds nothing', () => {
  let api: TestApp;
  let shop: Shop;
  let token: string;

  beforeAll(async () => {
    api = await startTestApp();
    [shop] = [await Shop.open(api), await Shop.open(api)];
    const owner = new pg.Client({ connectionString: api.database.ownerUrl });
    await owner.connect();
    await fillTenant(owner, { id: shop.id, rows: 60, share: 0.01 });
    for (let i = 0; i < 2; i += 1) {
      const admin = await shop.admin();
      await fillPerson(owner, { tenantId: shop.id, userId: admin.id });
      token = admin.token;
    }
    await owner.end();
    for (const _change of [1, 2]) await api.app.get(Flags).change('catalog.tags', (present) => present);
  });
  afterAll(() => api?.close());

  it.each(apiLists.flatMap((list) => list.orders.map((order) => ({ ...list, order, sort: order.sort ?? '' }))))(
    'on $operation $sort',
    async ({ order, ...list }) => {
      const ask = async (query: Query) => {
        const given = { ...required[list.operation], ...order, ...query };
        const answer = await api.inject(listRequest(list, shop, token, given));
        return { status: answer.statusCode, body: answer.json() };
      };
      const { next } = (await ask({ limit: 1 })).body.page;
      const own = next ?? givenElsewhere[list.operation];
      // Else the cursors below would be refused for their fingerprint, not for their keys.
      expect((await ask({ cursor: own })).status).toBe(200);
      await fc.assert(
        fc.asyncProperty(forgeriesOf(own), async (cursor) => {
          const { status, body } = await ask({ cursor });
          if (status === 200) return;
          const code = cursor.length > 1024 ? expect.any(String) : 'invalid_cursor';
          expect([status, body.code, body.errors[0].pointer]).toEqual([400, code, '/cursor']);
        }),
        { numRuns: propertyRuns(12) },
      );
    },
  );
});
