// Real: the whole API, sockets, PostgreSQL. Faked: how long the database takes for an operation.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { newId } from '#platform/ids';
import { type Operation, Operations } from '#platform/operations';
import { EventStreams } from '#platform/realtime';
import { freshTenant } from '../../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { until } from '../../../../test/support/until.js';

let api: TestApp;
let port: number;
let events: string;
const clients: Socket[] = [];

beforeAll(async () => {
  api = await startTestApp({ requestTimeoutMs: 1000 });
  port = Number(new URL(await api.listen()).port);
  events = `/v1/stores/${(await freshTenant(api)).slug}/events`;
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const client of clients.splice(0)) client.destroy();
});
afterAll(() => api.close());

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`;
const count = () => api.app.get(EventStreams).count;

/** Sends text in one piece. */
function send(text: string): Socket {
  const client = connect(port, '127.0.0.1');
  clients.push(client);
  client.on('error', () => {}).write(text);
  return client.resume();
}

it.each<[string, () => string]>([
  ['another stream', () => get(events) + get(events)],
  ['another request', () => get(events) + get('/v1/nowhere')],
  ['a body and another request', () => `${get(events, 'Content-Length: 1\r\n')}x${get('/v1/nowhere')}`],
  ['a body and what is no request', () => `${get(events, 'Content-Length: 1\r\n')}x@@@@\r\n\r\n`],
  ['a broken body', () => `${get(events, 'Transfer-Encoding: chunked\r\n')}1\r\nx\r\n@\r\n`],
])('a client that sends %s together with its request is disconnected, and keeps no place', async (_, text) => {
  const opened = jest.spyOn(EventStreams.prototype, 'openTo');
  const client = send(text());
  await once(client, 'close');
  expect(opened).toHaveBeenCalled();
  await until(() => count() === 0);
});

describe('a stream that is opened too late takes no place', () => {
  /** Has a client ask for the events of an operation whose reading takes until `found`. */
  async function slow(): Promise<{ client: Socket; found: () => void }> {
    const { promise, resolve } = Promise.withResolvers<Operation>();
    const find = jest.spyOn(api.app.get(Operations), 'find').mockReturnValue(promise);
    const client = send(get(`/v1/operations/${newId()}/events`, `Authorization: Bearer ${api.operatorKey}\r\n`));
    await until(() => find.mock.calls.length > 0);
    return { client, found: () => resolve({ version: 1, state: 'succeeded' } as Operation) };
  }
  const opened = () => jest.spyOn(EventStreams.prototype, 'openTo');

  it('where the client has left', async () => {
    const open = opened();
    const lost = new Promise((resolve) => {
      api.app.getHttpServer().once('connection', (socket: Socket) => socket.once('close', resolve));
    });
    const { client, found } = await slow();
    client.destroy();
    await lost;
    found();
    await until(() => open.mock.calls.length > 0);
    // Sooner than the next poll of operations, which ends it too.
    await until(() => count() === 0);
  });

  it('where the request was answered that it takes too long', async () => {
    const open = opened();
    const { client, found } = await slow();
    const [answer] = await once(client, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503 /);
    found();
    await until(() => open.mock.calls.length > 0);
    // Sooner than the next poll of operations, which ends it too.
    await until(() => count() === 0);
  });

  it('where the process ends its streams', async () => {
    const other = await startTestApp({}, api.database);
    const url = await other.listen();
    other.app.get(EventStreams).onModuleDestroy();
    const answer = await fetch(`${url}${events}`);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(other.app.get(EventStreams).count).toBe(0);
    await other.close();
  });
});
