/** Real: the whole API over PostgreSQL, listening on loopback, and its clients. Faked: nothing. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { Logger } from 'nestjs-pino';
import { Lifecycle, MetricsServer } from '#platform/telemetry';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { Connections } from './connections.js';
import { connectionsFor, openFiles, refusalsFor } from './open-files.js';

const MOST = 10;
type Counted = (error: Error | null, count: number) => void;

/** A client with one connection. */
class Client {
  private constructor(readonly socket: Socket) {}

  static async to(url: string): Promise<Client> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Client(socket);
  }

  /** The first piece of an answer, which holds all of a short one. */
  async ask(head: string): Promise<string> {
    const answer = once(this.socket, 'data');
    this.socket.write(`${head} HTTP/1.1\r\nHost: a\r\n`);
    this.socket.write('\r\n');
    return String((await answer)[0]);
  }

  /** Resolves with what came before the server closed the connection. */
  async rest(): Promise<string> {
    let text = '';
    this.socket.on('data', (piece) => {
      text += piece;
    });
    if (!this.socket.closed) await once(this.socket, 'close');
    return text;
  }
}

describe('a process with MAX_CONNECTIONS', () => {
  let app: TestApp;
  let url: string;
  let clients: Client[];

  beforeEach(async () => {
    app = await startTestApp({ maxConnections: MOST });
    url = await app.listen();
    app.app.get(Lifecycle).serve();
    clients = [];
  });
  afterEach(async () => {
    for (const { socket } of clients) socket.destroy();
    await app.close();
  });

  const open = async (count: number) => {
    for (let n = 0; n < count; n += 1) clients.push(await Client.to(url));
    return clients.slice(-count);
  };
  /** With those that are refused. */
  const openAtServer = () => promisify((done: Counted) => app.app.getHttpServer().getConnections(done))();
  /** What a probe of an orchestrator gets, on a connection of its own. */
  const probe = async (path: string) => {
    const [client] = await open(1);
    const all = (client as Client).rest();
    client?.socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    return all;
  };

  it('tells one client more why it is refused, and serves those that it has', async () => {
    const [first] = await open(MOST);
    const [refused] = await open(1);
    const all = refused?.rest();
    refused?.socket.write('POST /v1/me HTTP/1.1\r\nHost: a\r\nAccept-Language: fr\r\nContent-Length: 5\r\n\r\nhello');
    const answer = await all;
    expect(answer).toMatch(/^HTTP\/1\.1 503 .*retry-after: 1\r\n.*connection: close\r\n/s);
    expect(answer).toMatch(/"detail":"Ce serveur .*"code":"connections_full"/);
    expect(await app.app.get(MetricsServer).read()).toMatch(/refused_total\{how="answered"[^}]*\} 1\n/);
    expect(await first?.ask('GET /health/live')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await first?.ask('GET /health/live')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('answers probes when it is full, and is not ready', async () => {
    await open(MOST);
    const [client] = await open(1);
    expect(await client?.ask('GET /health/live')).toMatch(/^HTTP\/1\.1 200 .*connection: close/is);
    expect(await probe('/health/ready')).toMatch(/^HTTP\/1\.1 503 .*not_ready.*connections full: 10 of 10/s);
  });

  it('is degraded when it is nearly full, and takes clients again when others leave', async () => {
    for (const { socket } of (await open(MOST)).slice(8)) socket.destroy();
    // Until the server has seen that they left.
    let answer = '';
    while (!/"degraded":\[[^\]]*"connections"/.test(answer)) answer = await probe('/health/ready');
    const [another] = await open(1);
    expect(await another?.ask('GET /health/live')).toMatch(/^HTTP\/1\.1 200 .*connection: keep-alive/is);
  });

  it('closes the oldest that it refuses when more come, and so answers probes among silent ones', async () => {
    await open(MOST);
    const [oldest] = await open(1);
    const closed = oldest?.rest();
    await open(refusalsFor(openFiles()));
    expect(await probe('/health/live')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await openAtServer()).toBeLessThanOrEqual(MOST + refusalsFor(openFiles()));
    expect(await closed).toBe('');
    expect(await app.app.get(MetricsServer).read()).toMatch(/refused_total\{how="closed"[^}]*\} [12]\n/);
    expect(await clients[0]?.ask('GET /health/live')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('closes after a while what it refuses and does not ask', async () => {
    await open(MOST);
    const [slow] = await open(1);
    slow?.socket.write('GET /v1/me HTTP/1.1\r\n');
    expect(await slow?.rest()).toBe('');
  });

  it('serves as many as it may, however many it refuses', async () => {
    await open(MOST);
    await open(MOST);
    for (const { socket } of clients.slice(0, 2)) socket.destroy();
    let answer = '';
    while (!/connection: keep-alive/i.test(answer)) {
      const [another] = await open(1);
      answer = (await another?.ask('GET /health/live')) ?? '';
    }
  });

  it('answers the first of several requests on a connection that it refuses', async () => {
    await open(MOST);
    const [client] = await open(1);
    const all = client?.rest();
    const rest = 'HTTP/1.1\r\nHost: a\r\n\r\n';
    client?.socket.write(`GET /health/ready ${rest}GET /v1/me ${rest}`);
    expect(await all).toMatch(/^HTTP\/1\.1 503 (?!.*connections_full).*"code":"not_ready"/s);
  });

  it.each([
    ['CONNECT a:1 HTTP/1.1\r\nHost: a', 'CONNECT'],
    ['POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9', 'the wish to be told to send a body'],
    ['GET / HTTP/1.1\r\nHost: a\r\nExpect: magic', 'an unknown expectation'],
    ['GET / HTTP/1.1', 'a request without Host'],
  ])('refuses %j as any other: %s', async (head) => {
    await open(MOST);
    const [client] = await open(1);
    const all = client?.rest();
    client?.socket.write(`${head}\r\n\r\n`);
    expect(await all).toMatch(/^HTTP\/1\.1 503 .*connections_full/s);
  });

  it('ends those that it refuses when it ends', async () => {
    await open(MOST);
    const [refused] = await open(1);
    expect(await probe('/health/live')).toMatch(/^HTTP\/1\.1 200 /);
    const rest = refused?.rest();
    // Without waiting for the time that a refused client has.
    app.app.get(Connections).onModuleDestroy();
    expect(await openAtServer()).toBe(MOST);
    expect(await rest).toBe('');
  });
});

it('says that MAX_CONNECTIONS is above what the open files allow', async () => {
  const warned = jest.spyOn(Logger.prototype, 'warn');
  const app = await startTestApp({ maxConnections: 1_000_000_000 });
  expect(warned.mock.calls.map(String)).toContainEqual(expect.stringMatching(/^MAX_CONNECTIONS is 1000000000, /));
  expect(app.app.get(Connections).most).toBe(connectionsFor(openFiles()));
  await app.close();
});
