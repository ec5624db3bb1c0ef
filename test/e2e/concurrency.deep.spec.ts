// Real: the whole API, PostgreSQL, its sockets. Faked: the routes, whose handlers wait until the test lets them answer.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { Module } from '@nestjs/common';
import { Tenants } from '#tenants';
import { openEventStream } from '../support/event-stream.js';
import { endHeld, HeldController, held } from '../support/held-routes.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { transfers, UploadsController } from '../support/transfers.js';
import { until } from '../support/until.js';

@Module({ controllers: [HeldController, UploadsController] })
class HeldModule {}

// With four connections there are eight places: four for sheddable requests, six with normal ones.
let api: TestApp;
let port = 0;
beforeAll(async () => {
  api = await startTestApp({ databasePoolSize: 4 }, undefined, [HeldModule]);
  port = Number(new URL(await api.listen()).port);
});
const sockets: Socket[] = [];
const asked: Promise<unknown>[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  const all = Promise.allSettled(asked.splice(0));
  let over = false;
  void all.then(() => {
    over = true;
  });
  await until(() => {
    endHeld();
    return over && held.length === 0;
  });
});
afterAll(() => api.close());

let names = 0;
/** Requests of a priority, each of its own. */
function ask(priority: 'vital' | 'normal' | 'sheddable', times: number) {
  return Array.from({ length: times }, () => {
    names += 1;
    const answer = api.inject({ method: 'GET', url: `/held/${priority}/${priority}-${names}` });
    asked.push(answer);
    return answer;
  });
}
const begun = (count: number) => until(() => held.length === count);
const begunOf = (priority: string) => held.filter((name) => name.startsWith(priority)).length;

/** Asks until so many more have begun: a request that has just begun may have its place for a moment. */
async function fill(priority: 'vital' | 'normal' | 'sheddable', count: number): Promise<void> {
  const wanted = held.length + count;
  let missing = count;
  await until(() => {
    for (const answer of ask(priority, missing)) {
      void answer.then(({ statusCode }) => {
        if (statusCode === 503) missing += 1;
      });
    }
    missing = 0;
    return held.length === wanted;
  });
}

/** A socket that has sent something. */
async function sent(text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}
const get = (path: string) => sent(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);

it('refuses sheddable requests first, with Retry-After, and serves vital ones', async () => {
  ask('sheddable', 4);
  await begun(4);
  const [refused] = await Promise.all(ask('sheddable', 1));
  expect(refused?.statusCode).toBe(503);
  expect(refused?.json()).toMatchObject({ code: 'overloaded' });
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThanOrEqual(5);
  ask('normal', 2);
  await begun(6);
  const [normal] = await Promise.all(ask('normal', 1));
  expect([normal?.statusCode, normal?.json().code]).toEqual([503, 'overloaded']);
  const vital = ask('vital', 3);
  await begun(8);
  expect(begunOf('vital')).toBe(2);
  endHeld();
  await until(() => begunOf('vital') === 1);
  endHeld();
  expect((await Promise.all(vital)).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
});

/** Loses the connection, and waits until the server has heard of it. */
async function lose(...lost: Socket[]): Promise<void> {
  const server = api.app.getHttpServer();
  for (const socket of lost) socket.destroy();
  await until(async () => (await promisify(server.getConnections.bind(server))()) === 0);
}

it('gives the place back of a client that leaves, once its handler has ended', async () => {
  const first = await get('/held/sheddable/first');
  await begun(1);
  ask('sheddable', 3);
  await begun(4);
  await lose(first);
  const [refused] = await Promise.all(ask('sheddable', 1));
  expect([refused?.statusCode, held.length]).toEqual([503, 4]);
  endHeld();
  await begun(0);
  ask('sheddable', 4);
  await begun(4);
});

it('has a client that leaves wait no longer', async () => {
  ask('sheddable', 4);
  await begun(4);
  const [vital, waiting] = ['vital/before', 'sheddable/waiting'];
  const client = await sent([vital, waiting].map((path) => `GET /held/${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
  await begun(5);
  await lose(client);
  const next = ask('sheddable', 1);
  endHeld();
  await Promise.race([begun(1), ...next]);
  expect(held).toEqual([`sheddable-${names}`]);
});

it('counts no upload that its handler receives, no body that comes slowly, and no stream of events', async () => {
  await api.app
    .get(Tenants)
    .create({ slug: 'streams', name: 'Streams', product: 'wistant', plan: 'enterprise', origins: [] });
  const streams = await Promise.all(
    Array.from({ length: 5 }, () => openEventStream(`http://127.0.0.1:${port}/v1/stores/streams/events`, {})),
  );
  expect(streams.map(({ response }) => response.status)).toEqual([200, 200, 200, 200, 200]);
  for (let upload = 0; upload < 7; upload += 1) {
    const piece = once(transfers, 'piece');
    await sent(
      `PUT /transfers/${upload} HTTP/1.1\r\nHost: a\r\nContent-Type: application/zip\r\nContent-Length: 9\r\n\r\nabc`,
    );
    await piece;
  }
  for (let body = 0; body < 9; body += 1)
    await sent(
      'POST /held/vital/slow HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
  await fill('sheddable', 4);
  await fill('normal', 2);
  await fill('vital', 2);
  for (const stream of streams) stream.abort();
});

it('refuses a write before its body where it would not have its turn', async () => {
  ask('vital', 508);
  await begun(8);
  const json = 'Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{';
  const [answer] = await once(await sent(`POST /held/vital/late HTTP/1.1\r\nHost: a\r\n${json}`), 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 503 /);
});

it('admits a write once its body was received', async () => {
  const answer = api.inject({ method: 'POST', url: '/held/vital/write', payload: { text: 'a' } });
  asked.push(answer);
  await begun(1);
  endHeld();
  expect((await answer).statusCode).toBe(200);
});

it('answers a public page with its stale copy in place of a refusal, and what needs no database in any case', async () => {
  const kept = () => api.inject({ method: 'GET', url: '/held/kept' });
  expect((await kept()).statusCode).toBe(200);
  ask('sheddable', 4);
  await begun(4);
  expect((await kept()).headers['cache-status']).toContain('Palier; hit; ttl=');
  const now = performance.now.bind(performance);
  jest.spyOn(performance, 'now').mockImplementation(() => now() + 61_000);
  const stale = await kept();
  jest.restoreAllMocks();
  expect([stale.statusCode, stale.headers['cache-status'], stale.json()]).toEqual([
    200,
    'Palier; hit; detail=overloaded',
    { id: 'kept' },
  ]);
  expect((await api.inject({ method: 'GET', url: '/held/none/1' })).statusCode).toBe(200);
});
