// Real: the built API in a process of its own, its signals, clients on loopback, PostgreSQL. Faked: nothing.
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import type { Api } from '../stack/product.js';
import { startApi } from '../support/built-process.js';
import { openEventStream } from '../support/event-stream.js';
import { startTestApp } from '../support/test-app.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { openWire } from '../support/wire.js';

/** How long an API of these tests may answer after SIGTERM: longer than any of them takes. */
const DRAIN_MS = '60000';
const CLIENTS = 60;
/** The operating system resets a connection that it had set up and that nobody had accepted when the port was closed. */
const NOT_ACCEPTED = 'ECONNRESET of a new connection';
/** Requests of one client, at most. */
const MOST_REQUESTS = 5000;

const liveness = (headers = '') => `GET /health/live HTTP/1.1\r\nHost: a\r\n${headers}\r\n`;

describe('an API that receives SIGTERM', () => {
  let database: TestDatabase;
  let api: Api;

  beforeAll(async () => {
    database = await testDatabase();
  });
  beforeEach(async () => {
    const masterKey = Buffer.alloc(32, 7).toString('base64url');
    api = await startApi({ DATABASE_URL: database.appUrl, PALIER_MASTER_KEY: masterKey, DRAIN_MS });
  });
  afterEach(() => api.end('SIGKILL'));
  afterAll(() => database.close());

  /** What became of a new connection: `connected`, or the code of the error. */
  async function newConnection(): Promise<string> {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    try {
      await once(socket, 'connect');
      return 'connected';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? '';
    } finally {
      socket.destroy();
    }
  }

  it('refuses new connections at once, and answers on those that are open', async () => {
    const [idle, sending] = [await openWire(api.url), await openWire(api.url)];
    // Refused for want of a password, once the body is there.
    const body = '{"email":"a@b.example"}';
    const head = `POST /v1/auth/platform/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n`;
    sending.send(`${liveness()}${head}Content-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`);
    expect((await sending.answer()).status).toBe(200);

    const ended = api.end('SIGTERM');
    await until(async () => (await newConnection()) === 'ECONNREFUSED');
    idle.send(liveness());
    sending.send(body.slice(5));
    for (const [client, status] of [
      [idle, 200],
      [sending, 400],
    ] as const) {
      const answer = await client.answer();
      expect([answer.status, answer.headers.get('connection')]).toEqual([status, 'close']);
      expect(await client.rest()).toBe('');
    }
    // Before DRAIN_MS has passed: nobody is connected any more.
    expect(await ended).toBe(0);
  });

  it('answers on each connection that waited to be accepted', async () => {
    // Then the system sets connections up, and nobody accepts them.
    process.kill(api.pid, 'SIGSTOP');
    const waiting = await Promise.all(Array.from({ length: 50 }, () => openWire(api.url)));
    for (const { send } of waiting) send(liveness());
    const ended = api.end('SIGTERM');
    process.kill(api.pid, 'SIGCONT');
    const statuses = await Promise.all(waiting.map(async ({ answer }) => (await answer()).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await ended).toBe(0);
  });

  it('ends streams of events, so that their clients resume at another', async () => {
    const { operatorKey, close } = await startTestApp({}, database);
    const stream = await openEventStream(`${api.url}/v1/events`, { authorization: `Bearer ${operatorKey}` });
    await close();
    const ended = api.end('SIGTERM');
    expect(await stream.next()).toBeUndefined();
    // Before DRAIN_MS has passed: nobody is connected any more.
    expect(await ended).toBe(0);
  });

  it('resets no request of clients that reuse connections and open new ones when told to', async () => {
    const outcomes = new Map<string, number>();
    const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const clients = Array.from({ length: CLIENTS }, () => requestUntilRefused(api.url, count));
    await until(() => (outcomes.get('200') ?? 0) > CLIENTS * 20);
    expect(await api.end('SIGTERM')).toBe(0);
    await Promise.all(clients);
    const ends = ['ECONNREFUSED', NOT_ACCEPTED];
    expect([...outcomes.keys()].filter((outcome) => !ends.includes(outcome))).toEqual(['200']);
    expect((outcomes.get('ECONNREFUSED') ?? 0) + (outcomes.get(NOT_ACCEPTED) ?? 0)).toBe(CLIENTS);
  });
});

/** One request after the other on one connection, a new one where the server closed it; ends at the first failure. */
async function requestUntilRefused(url: string, count: (outcome: string) => void): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let sent = 0; sent < MOST_REQUESTS; sent += 1) {
    const outcome = await new Promise<string>((resolve) => {
      const request = get(`${url}/health/live`, { agent }, (answer) => {
        answer.resume().once('end', () => resolve(String(answer.statusCode)));
      }).once('error', ({ code, message }: NodeJS.ErrnoException) =>
        resolve(code === 'ECONNRESET' && !request.reusedSocket ? NOT_ACCEPTED : (code ?? message)),
      );
    });
    count(outcome);
    if (outcome !== '200') break;
  }
  agent.destroy();
}
