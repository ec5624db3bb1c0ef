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
