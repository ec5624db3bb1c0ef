// Real: PostgreSQL, which reads the rows by COPY. Faked: the table, a temporary one of the same columns.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { copyHeader, copyTrailer, encodeRows, rowColumns } from './encode-rows.js';
import type { ReadEvent } from './read-event.js';
import { readEvents } from './read-events.js';

let test: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  test = await testDatabase();
  client = new pg.Client({ connectionString: test.ownerUrl });
  await client.connect();
  await client.query(`CREATE TEMPORARY TABLE staged (receipt uuid, tenant_id uuid, occurred_at timestamptz, id uuid, name text,
    subject text, session text, properties json, client text, country text)`);
});
afterAll(async () => {
  await client?.end();
  await test?.close();
});
beforeEach(() => client.query('TRUNCATE staged'));

async function copy(...rows: Buffer[]): Promise<void> {
  const into = client.query(from(`COPY staged (${rowColumns}) FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from([copyHeader, ...rows, copyTrailer]), into);
}

async function stored() {
  const { rows } =
    await client.query(`SELECT receipt, tenant_id, (extract(epoch FROM occurred_at) * 1000)::text AS at, id, name,
    subject, session, properties::text, client, country FROM staged ORDER BY id`);
  return rows;
}

const ids = [1, 2, 3, 4].map((n) => `0199d8a2-6f0${n}-7abc-8def-0123456789a${n}`) as [string, string, string, string];
const batch = {
  receipt: 'fedcba98-7654-4210-8fed-cba987654321',
  tenantId: '00112233-4455-4677-8899-aabbccddeeff',
  client: 'browser',
  country: 'FR',
};
const event = (id: string, rest: Partial<ReadEvent> = {}): ReadEvent => ({
  index: 0,
  id,
  name: 'page_view',
  occurredAt: 1_773_144_000_123,
  subject: null,
  session: null,
  properties: null,
  ...rest,
});
const row = ({ occurredAt, index: _, ...rest }: ReadEvent, { receipt, tenantId, client: kind, country } = batch) => ({
  receipt,
  tenant_id: tenantId,
  at: `${occurredAt}.000000`,
  ...rest,
  client: kind,
  country,
});

it('PostgreSQL stores the rows as the events that they encode', async () => {
  const events = [
    event(ids[0]),
    event(ids[1], { subject: 'u-1', session: 'été', properties: '{"a":1,"b":"😀","c":null,"d":1.5e-7,"e":false}' }),
    event(ids[2], { name: '😀'.repeat(100), subject: '€'.repeat(200), properties: `{"text":"${'é'.repeat(1_000)}"}` }),
    event(ids[3], { occurredAt: 1, session: 'x'.repeat(200), properties: JSON.stringify({ 'a"\\\n\u0001': '\t' }) }),
  ];
  await copy(encodeRows(events, batch));
  expect(await stored()).toEqual(events.map((each) => row(each)));
});

it('the rows of several requests, and none, are one COPY', async () => {
  const unknown = { ...batch, receipt: ids[3], client: 'unknown', country: null };
  await copy(encodeRows([event(ids[0])], batch), encodeRows([], batch), encodeRows([event(ids[1])], unknown));
  expect(await stored()).toEqual([
    row(event(ids[0])),
    { ...row(event(ids[1])), receipt: ids[3], client: 'unknown', country: null },
  ]);
});

it.each([-1, 0, 1, 4_294_967, 4_294_968, 1_773_144_000_999, 946_684_800_000, 946_684_799_999])(
  'a time of %i ms since 1970 is stored to the millisecond',
  async (occurredAt) => {
    await copy(encodeRows([event(ids[0], { occurredAt })], batch));
    const { rows } = await client.query<{ at: string }>(
      'SELECT (extract(epoch FROM occurred_at) * 1000)::bigint::text AS at FROM staged',
    );
    expect(rows).toEqual([{ at: String(occurredAt) }]);
  },
);

it('what the reader accepts is stored, whatever its texts hold', async () => {
  const strange = {
    id: ids[0],
    name: 'a',
    occurredAt: '2026-03-10T12:00:00Z',
    subject: '\u0001\u2028"\\',
    properties: { '\n': '\ud83d\ude00\u007f', n: -0, big: 1e308, small: 5e-324 },
  };
  const { events } = readEvents(
    Buffer.from(JSON.stringify([strange])),
    'application/json',
    Date.parse(strange.occurredAt),
  );
  await copy(encodeRows(events, batch));
  const { rows } = await client.query('SELECT subject, properties FROM staged');
  expect(rows).toEqual([{ subject: strange.subject, properties: { ...strange.properties, n: 0 } }]);
});
