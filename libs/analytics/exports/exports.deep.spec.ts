// Real: the API and its workers over their own PostgreSQL, and a storage in a directory. Faked: the events, which SQL wrote, but
// for one batch; the time of an export; in one test a worker that dies.
import { randomUUID } from 'node:crypto';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { Storage } from '#platform/storage';
import { auditLines } from '../../../test/support/audit-lines.js';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { Asker, type WrittenEvent } from '../../../test/support/questions.js';
import { callAs, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let asker: Asker;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  asker = await Asker.in(api);
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const january = { format: 'ndjson', from: '2026-01-01', to: '2026-01-31' };
const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const exported = async (body: object = january) => lines((await asker.ask('exports', body)).body);
const kept = (where = '') =>
  sql(`select id from analytics.exports where tenant_id = '${asker.tenant.id}' ${where} order by id`);

/** Several at each of some times, so that pages end between events of one time. */
const many = (count: number): WrittenEvent[] =>
  Array.from({ length: count }, (_, i) => ({
    id: randomUUID(),
    name: `event.${i % 3}`,
    at: new Date(Date.UTC(2026, 0, 10) + Math.floor(i / 700) * 1000).toISOString(),
    subject: i % 5 ? `subject ${i % 11}` : null,
    session: null,
    country: 'FR',
    properties: i % 2 ? `{"n":${i},"text":"a \\"b\\""}` : null,
  }));
const inOrder = (events: readonly WrittenEvent[]) =>
  events
    .toSorted((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1))
    .map(({ at, properties, ...event }) => {
      const read = properties ? JSON.parse(properties) : null;
      return { ...event, occurredAt: at, receivedAt: expect.any(String), client: 'browser', properties: read };
    });

it('has each event of the period once, in order, page by page', async () => {
  const events = many(5000);
  await asker.write([
    ...events,
    { name: 'event.0', at: '2025-12-31T22:59:59.999Z' },
    { name: 'event.0', at: '2026-01-31T23:00:00Z' },
  ]);
  await (await Asker.in(api)).write(many(3));
  expect(await exported()).toEqual(inOrder(events));
  const named = await exported({ ...january, names: ['event.1', 'unknown'] });
  expect(named).toEqual(inOrder(events.filter(({ name }) => name === 'event.1')));
});

it('of a period without events has a header alone, or nothing', async () => {
  const csv = await asker.ask('exports', { ...january, format: 'csv' });
  expect(csv.body).toBe('id,name,occurredAt,receivedAt,subject,session,client,country,properties\r\n');
  expect((await asker.ask('exports', january)).body).toBe('');
});

it('has the events as a client sent them', async () => {
  const sent = [
    {
      id: randomUUID(),
      subject: '=1+1',
      session: 'a"b',
      properties: { 'ключ, "x"': '=cmd', n: 1.5, yes: true, no: null },
    },
    { id: randomUUID(), subject: '🚲', session: 'x,\ny', properties: { big: 1e300 } },
  ].map((event, i) => ({
    ...event,
    name: 'Order Completed',
    occurredAt: new Date(Date.now() - 1000 + i).toISOString(),
  }));
  const admin = await signedIn(api, asker.tenant, 'admin');
  const answer = await callAs(api, admin.token, 'POST', `/v1/ingest/${asker.tenant.slug}/events`, sent);
  expect(answer.json().accepted).toBe(2);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const days = { from: yesterday, to: tomorrow };
  const found = await exported({ ...days, format: 'ndjson' });
  expect(found).toEqual(sent.map((event) => expect.objectContaining(event)));
  const csv = (await asker.ask('exports', { ...days, format: 'csv' })).body;
  expect(csv).toContain(`,'=1+1,"a""b",`);
  expect(csv).toContain(`"{""ключ, \\""x\\"""":""=cmd"",""n"":1.5,""yes"":true,""no"":null}"\r\n`);
});

it('is downloaded, also in part, by those of its tenant who may read events', async () => {
  await asker.write(many(900));
  const { id, result } = await asker.ended('exports', { ...january, format: 'csv' });
  expect(result).toEqual({ url: `/v1/analytics/exports/${id}` });
  const whole = await asker.call('GET', `exports/${id}`);
  expect(whole.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="events-${id}.csv"`,
    'cache-control': 'private, no-store',
    'content-length': `${whole.rawPayload.length}`,
  });
  const headers = { range: 'bytes=70000-70009' };
  const part = await callAs(api, asker.person.token, 'GET', result?.url ?? '', undefined, headers);
  expect([part.statusCode, part.body]).toEqual([206, whole.body.slice(70_000, 70_010)]);
  const member = await signedIn(api, asker.tenant, 'member');
  expect((await asker.call('GET', `exports/${id}`, undefined, member)).statusCode).toBe(403);
  expect((await asker.call('POST', 'exports', january, member)).statusCode).toBe(403);
  const elsewhere = await (await Asker.in(api)).call('GET', `exports/${id}`);
  expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([404, 'events_export_not_found']);
});

it('is in the audit log, with who asked for it and without names of subjects', async () => {
  const { id } = await asker.ended('exports', january);
  const audited = await sql(
    `select action, actor_id, details from ${auditLines} where target_id = '${id}' order by id`,
  );
  expect(audited).toEqual([
    {
      action: 'analytics.export.requested',
      actor_id: asker.person.id,
      details: { format: 'ndjson', from: '2026-01-01', to: '2026-01-31' },
    },
    { action: 'analytics.export.made', actor_id: id, details: { bytes: 0 } },
  ]);
});

it('is kept for a day, and while it is one of the last three', async () => {
  const ids: string[] = [];
  for (const days of [10, 11, 12, 13]) {
    await asker.write([{ name: 'a', at: `2026-01-${days}T12:00:00Z` }]);
    ids.push((await asker.ended('exports', january)).id);
  }
  expect((await kept()).map(({ id }: { id?: string }) => id)).toEqual(ids.slice(1));
  const blobs = () =>
    sql<{ digest: string }>(`select digest from platform.blobs where tenant_id = '${asker.tenant.id}'`);
  expect(await blobs()).toHaveLength(3);
  const [oldest = '', next = ''] = ids.slice(1);
  await sql(`update analytics.exports set made_at = now() - interval '1 day' where id = '${oldest}'`);
  expect((await asker.call('GET', `exports/${oldest}`)).json().code).toBe('events_export_not_found');
  await enforceRetention(api.app.get(Database));
  expect(await kept(`and id = '${oldest}'`)).toEqual([]);
  expect((await asker.call('GET', `exports/${next}`)).statusCode).toBe(200);
});

it('that is too large is refused: by the number of events before it is begun, by its bytes then', async () => {
  await asker.write(many(10));
  const storage = api.app.get(Storage);
  const less = jest
    .spyOn(storage, 'receive')
    .mockImplementation((source) => Storage.prototype.receive.call(storage, source, 100));
  try {
    expect(await asker.ended('exports', january)).toMatchObject({
      state: 'failed',
      error: { code: 'events_export_too_large' },
    });
  } finally {
    less.mockRestore();
  }
  await sql(`insert into analytics.event_counts (tenant_id, hour, name, received_on, lane, events)
    values ('${asker.tenant.id}', '2026-01-10T10:00Z', 'a', '2026-01-10', 1, 5000001)`);
  const answer = await asker.call('POST', 'exports', january);
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'question_too_large']);
  expect((await asker.ended('exports', { ...january, names: ['b'] })).state).toBe('succeeded');
});

it('goes on after a worker that died while it kept the file, and keeps one', async () => {
  const events = many(2500);
  await asker.write(events);
  const audit = api.app.get(Audit);
  const record = audit.record.bind(audit);
  const died = jest.spyOn(audit, 'record').mockImplementation((tx, entry) => {
    if (entry.action === 'analytics.export.made' && died.mock.calls.length < 3) throw new Error('killed');
    return record(tx, entry);
  });
  const found = await exported().finally(() => died.mockRestore());
  expect(found).toEqual(inOrder(events));
  expect(await kept()).toHaveLength(1);
});

it.each([
  ['another format', { format: 'xlsx' }, [400, 'validation_failed']],
  ['no names', { names: [] }, [400, 'validation_failed']],
  ['32 days', { to: '2026-02-01' }, [422, 'question_too_large']],
  ['a period that ends before it begins', { to: '2025-12-31' }, [400, 'period_backwards']],
  ['an unknown field', { subject: 'anna' }, [400, 'validation_failed']],
])('refuses %s', async (_, change, refusal) => {
  const answer = await asker.call('POST', 'exports', { ...january, ...change });
  expect([answer.statusCode, answer.json().code]).toEqual(refusal);
});
