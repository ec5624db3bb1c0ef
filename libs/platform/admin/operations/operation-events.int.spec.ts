// Real: the whole API and its workers in one process, sockets, PostgreSQL. Faked: the work itself.
import pg from 'pg';
import { Database } from '#platform/database';
import { OperationEvents, Operations } from '#platform/operations';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type EventStream, openEventStream } from '../../../../test/support/event-stream.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { until } from '../../../../test/support/until.js';
import { hand, work, workers } from '../../../../test/support/work.js';

const tenantId = PLATFORM_TENANT_ID;
let api: TestApp;
let url: string;
let closed: Promise<void> | undefined;

beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  url = await api.listen();
});
afterAll(() => closed ?? api.close());

/** Starts work that waits, and waits until it does. */
async function begun(): Promise<string> {
  const { id } = await api.app
    .get(Database)
    .transaction({ tenantId }, (tx) =>
      api.app.get(Operations).start(tx, work, { tenantId, does: 'wait' }, 'operations.write'),
    );
  await hand.waits(id);
  await until(async () => (await api.app.get(Operations).find(tenantId, id)).progress === 0.5);
  return id;
}
const follow = (id: string, headers = {}): Promise<EventStream> =>
  openEventStream(`${url}/v1/operations/${id}/events`, { authorization: `Bearer ${api.operatorKey}`, ...headers });

it('tell what the operation is at once, then each change, and end with it', async () => {
  const id = await begun();
  const stream = await follow(id);
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const now = await stream.next();
  expect(now).toMatchObject({ event: 'operation', data: { id, state: 'running', progress: 0.5 } });
  hand.letGo(id);
  const last = await stream.next();
  expect(last?.data).toMatchObject({ id, state: 'succeeded', progress: 1, result: { done: 'wait' } });
  expect(Number(last?.id)).toBeGreaterThan(Number(now?.id));
  expect(await stream.next()).toBeUndefined();
});

it('tell a client that comes again what it does not know', async () => {
  const id = await begun();
  const first = await follow(id);
  const seen = await first.next();
  first.abort();
  const again = await follow(id, { 'last-event-id': seen?.id });
  hand.letGo(id);
  const last = await again.next();
  expect(last?.data.state).toBe('succeeded');
  expect(await (await follow(id, { 'last-event-id': seen?.id })).next()).toEqual(last);
  const knowing = await follow(id, { 'last-event-id': last?.id });
  expect([knowing.response.status, await knowing.next()]).toEqual([204, undefined]);
  expect(await (await follow(id, { 'last-event-id': 'nonsense' })).next()).toEqual(last);
});

it('cost one read a change, however many follow', async () => {
  const id = await begun();
  const streams = await Promise.all(Array.from({ length: 20 }, () => follow(id)));
  for (const stream of streams) await stream.next();
  const query = jest.spyOn(pg.Client.prototype, 'query');
  hand.letGo(id);
  const states = await Promise.all(streams.map(async (stream) => (await stream.next())?.data.state));
  const reads = query.mock.calls.filter(([statement]) => nameOf(statement) === 'operations.by-id');
  query.mockRestore();
  expect(states).toEqual(Array(20).fill('succeeded'));
  expect(reads.length).toBeGreaterThan(0);
  // The change before this one may still be looked at: its notification comes some milliseconds after it.
  expect(reads.length).toBeLessThanOrEqual(2);
});

it('are bounded in number, and make room when a client is gone', async () => {
  const id = await begun();
  const events = api.app.get(OperationEvents);
  const gone = await follow(id);
  await gone.next();
  const others = await Promise.all(Array.from({ length: 999 }, () => events.follow(tenantId, id, (now) => now, 0)));
  const refused = await follow(id);
  expect([refused.response.status, refused.response.headers.get('retry-after')]).toEqual([503, '1']);
  gone.abort();
  const stream = await until(async () => {
    const next = await follow(id);
    return next.response.status === 200 ? next : undefined;
  });
  for (const other of others) other?.destroy();
  hand.letGo(id);
  expect((await stream?.next())?.data.id).toBe(id);
});

it('end when the server leaves', async () => {
  const id = await begun();
  const stream = await follow(id);
  await stream.next();
  closed = api.close();
  expect(await stream.next()).toBeUndefined();
  hand.letGo(id);
  await closed;
});

function nameOf(statement: unknown): string | undefined {
  return (statement as { name?: string }).name;
}
