// Real: two APIs over one PostgreSQL like two processes, sockets. Faked: the clock, where five minutes pass.
import { isDeepStrictEqual } from 'node:util';
import { Degradation } from '#platform/degradation';
import { Flags } from '#platform/flags';
import { newId } from '#platform/ids';
import { EventStreams } from '#platform/realtime';
import { TenantDirectory } from '#platform/tenancy';
import { type EventStream, openEventStream } from '../../../test/support/event-stream.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

type Tenant = Awaited<ReturnType<typeof freshTenant>>;

let apis: TestApp[];
let urls: string[];
let shop: Tenant;
let editor: SignedIn;
const opened: EventStream[] = [];

beforeAll(async () => {
  const one = await startTestApp();
  apis = [one, await startTestApp({}, one.database)];
  urls = await Promise.all(apis.map((api) => api.listen()));
});
beforeEach(async () => {
  [shop, editor] = await freshEditor();
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const stream of opened.splice(0)) stream.abort();
  await until(() => apis.every((api) => api.app.get(EventStreams).count === 0));
});
afterAll(async () => {
  for (const api of apis.toReversed()) await api.close();
});

const apiAt = (place: number) => apis[place] as TestApp;
async function freshEditor(): Promise<[Tenant, SignedIn]> {
  const tenant = await freshTenant(apiAt(0));
  await apiAt(1).app.get(TenantDirectory).refresh();
  return [tenant, await signedIn(apiAt(0), tenant, 'editor')];
}
async function follow(place: number, { token } = editor): Promise<EventStream> {
  const stream = await openEventStream(`${urls[place]}/v1/analytics/live`, { authorization: `Bearer ${token}` });
  opened.push(stream);
  return stream;
}
const eventsOf = (counts: Record<string, number>) =>
  Object.entries(counts).flatMap(([name, count]) =>
    Array.from({ length: count }, () => ({ id: newId(), name, occurredAt: new Date().toISOString() })),
  );
async function send(place: number, events: object[], { slug } = shop, { token } = editor): Promise<void> {
  const answer = await callAs(apiAt(place), token, 'POST', `/v1/ingest/${slug}/events`, events);
  expect([answer.statusCode, answer.json().rejected]).toEqual([200, []]);
}
const saying = (counts: Record<string, number>, others = 0) => {
  const names = Object.entries(counts).map(([name, count]) => ({ name, count }));
  return { seconds: 300, total: names.reduce((sum, { count }) => sum + count, others), names, others };
};
/** Reads until these counts come; before, a stream says fewer. */
async function reads(stream: EventStream, counts: ReturnType<typeof saying>): Promise<void> {
  let heard = await stream.next();
  while (!isDeepStrictEqual(heard?.data, counts)) {
    expect(heard?.event).toBe('counts');
    expect(heard?.data.total).toBeLessThan(counts.total);
    heard = await stream.next();
  }
}
const firstOf = async (stream: EventStream) => (await stream.next())?.data;
const levels = () => apis.map((api) => api.app.get(Degradation).level);
const refusal = async () => {
  const answer = await callAs(apiAt(0), editor.token, 'GET', '/v1/analytics/live');
  return [answer.statusCode, answer.json().code, answer.headers['x-degraded']];
};

it('adds up what all processes stored, before a client came and while it follows', async () => {
  const again = eventsOf({ 'app.opened': 2, 'app.closed': 1 });
  await send(0, again);
  await send(1, eventsOf({ 'app.opened': 1 }));
  const streams = [await follow(0), await follow(1)];
  expect(await firstOf(streams[0] as EventStream)).toEqual(saying({ 'app.opened': 2, 'app.closed': 1 }));
  for (const stream of streams) await reads(stream, saying({ 'app.opened': 3, 'app.closed': 1 }));
  await send(0, again);
  await send(1, eventsOf({ 'app.closed': 4 }));
  for (const stream of streams) await reads(stream, saying({ 'app.closed': 5, 'app.opened': 3 }));
});

it('says nothing of another tenant', async () => {
  const [other, stranger] = await freshEditor();
  const [own, foreign] = [await follow(0), await follow(0, stranger)];
  for (const stream of [own, foreign]) expect(await firstOf(stream)).toEqual(saying({}));
  for (const place of [0, 1]) await send(place, eventsOf({ 'app.opened': 5 }));
  await reads(own, saying({ 'app.opened': 10 }));
  await send(1, eventsOf({ 'other.opened': 1 }), other, stranger);
  expect(await firstOf(foreign)).toEqual(saying({ 'other.opened': 1 }));
});

it('leaves out what is older than five minutes', async () => {
  const start = Math.ceil(Date.now() / 10_000) * 10_000;
  const clock = jest.spyOn(Date, 'now').mockReturnValue(start);
  await send(0, eventsOf({ 'app.opened': 2 }));
  clock.mockReturnValue(start + 200_000);
  await send(0, eventsOf({ 'app.closed': 1 }));
  clock.mockReturnValue(start + 299_999);
  const stream = await follow(0);
  expect(await firstOf(stream)).toEqual(saying({ 'app.opened': 2, 'app.closed': 1 }));
  clock.mockReturnValue(start + 300_000);
  expect(await firstOf(await follow(0))).toEqual(saying({ 'app.closed': 1 }));
  expect(await firstOf(stream)).toEqual(saying({ 'app.closed': 1 }));
  await send(0, eventsOf({ 'app.closed': 1 }));
  await reads(stream, saying({ 'app.closed': 2 }));
});

it('names the 50 most frequent names, and as many in a message as it may hold', async () => {
  const name = (i: number) => `${'名'.repeat(90)}.${String(i).padStart(2, '0')}`;
  await send(1, eventsOf(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [name(i), i < 5 ? 2 : 1]))));
  const here = (await firstOf(await follow(1))) as unknown as ReturnType<typeof saying>;
  expect([here.total, here.names.length, here.others]).toEqual([65, 50, 10]);
  // Names of 273 bytes each.
  const told = Object.fromEntries(here.names.slice(0, 12).map(({ name, count }) => [name, count]));
  await reads(await follow(0), saying(told, 65 - 17));
});

it('is refused first under overload, and its streams end, while events are stored', async () => {
  const degradation = apiAt(0).app.get(Degradation);
  const stream = await follow(0);
  await degradation.set(1, 'test');
  try {
    expect(await refusal()).toEqual([503, 'overloaded', 'level=1;cause=manual']);
    while (await stream.next());
    await send(0, eventsOf({ 'app.opened': 1 }));
    const { statusCode } = await callAs(apiAt(0), editor.token, 'GET', '/v1/analytics/series?name=app.opened');
    expect(statusCode).toBe(200);
    await until(() => levels().every((level) => level === 1));
  } finally {
    await degradation.set(0, 'test');
  }
  // Otherwise the other API still refuses in the next test.
  await until(() => levels().every((level) => level === 0));
});

it('has a flag, without which no stream is open', async () => {
  const flags = apiAt(0).app.get(Flags);
  const stream = await follow(0);
  await flags.change('analytics.realtime', (present) => ({ ...present, tenantsOff: [shop.id] }));
  expect(await refusal()).toEqual([404, 'feature_disabled', undefined]);
  while (await stream.next());
});

it('is for editors', async () => {
  editor = await signedIn(apiAt(0), shop, 'member');
  expect((await refusal())[0]).toBe(403);
});
