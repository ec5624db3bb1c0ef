// Real: PostgreSQL and the pool of the application. Faked: nothing.
import pg from 'pg';
import { newId } from '#platform/ids';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { unnamed } from '../../../../test/support/unnamed.js';

let database: TestDatabase;
let bare: pg.Client;
beforeAll(async () => {
  database = await testDatabase();
  bare = new pg.Client({ connectionString: database.appUrl });
  await bare.connect();
});
afterAll(async () => {
  await bare.end();
  await database.close();
});

it.each([
  "timestamptz '2026-11-21 19:05:01+00'",
  "timestamptz '2026-11-21 19:05:01.123456+00'",
  "timestamptz '0044-03-15 12:00:00+00'",
  "timestamptz '0044-03-15 12:00:00+00 BC'",
  "timestamptz '12026-01-01 00:00:00+00'",
  "timestamptz 'infinity'",
  'null::timestamptz',
  "'{}'::text[]",
  "array['a', 'b c', 'é']",
  "array['a,b', 'c']",
  `array['"quoted"', 'back\\slash', '{brace}']`,
  "array['', 'null', 'NULL', null]",
  "array['NULLABLE']",
  "array['a', null]",
  "array[['a'], ['b']]",
  "array['NULL']::varchar[]",
  'array[1, null]',
])('reads %s as pg does', async (value) => {
  const text = `select ${value} as value`;
  const { rows } = await bare.query(text);
  expect(await database.database.read({ tenantId: newId() }, unnamed(text))).toEqual(rows);
});

it('reads a day as its text, and not as a time', async () => {
  const days = unnamed("select date '2026-11-21' as day");
  expect(await database.database.read({ tenantId: newId() }, days)).toEqual([{ day: '2026-11-21' }]);
});

it('reads times of a session in another time zone', async () => {
  await database.database.transaction({ tenantId: newId() }, async (tx) => {
    await tx.run(unnamed("set local time zone 'Europe/Paris'"));
    const rows = await tx.run(unnamed("select timestamptz '2026-11-21 19:05:01.5+00' as at"));
    expect(rows).toEqual([{ at: new Date('2026-11-21T19:05:01.500Z') }]);
  });
});

describe('a statement with its times as texts', () => {
  const moments = [
    '2026-11-21 19:05:01+00',
    '2026-11-21 19:05:01.1+00',
    '2026-11-21 19:05:01.12+00',
    '2026-11-21 19:05:01.9999+00',
    '2026-11-21 19:05:01.123456+00',
    '0044-03-15 12:00:00+00',
    '0044-03-15 12:00:00+00 BC',
    '12026-01-01 00:00:00+00',
    'infinity',
  ];
  const text = `select null::timestamptz as none, ${moments.map((at, i) => `timestamptz '${at}' as at${i}`).join(', ')}`;
  const asText = { ...unnamed(text), timesAsText: true };

  it('reads them as JSON has them, to the millisecond', async () => {
    const { rows } = await bare.query(text);
    const read = await database.database.read({ tenantId: newId() }, asText);
    expect(read).toEqual([expect.objectContaining({ none: null, at4: '2026-11-21T19:05:01.123Z' })]);
    expect(JSON.stringify(read)).toBe(JSON.stringify(rows));
  });

  it('reads them so in a transaction too, where others have Dates', async () => {
    const [alone, [inside, other]] = await database.database.transaction({ tenantId: newId() }, async (tx) => [
      await tx.run(asText),
      await Promise.all([tx.run(asText), tx.run(unnamed('select now() as at'))]),
    ]);
    expect([alone, inside]).toEqual([[expect.objectContaining({ at0: '2026-11-21T19:05:01.000Z' })], alone]);
    expect(other).toEqual([{ at: expect.any(Date) }]);
  });
});
