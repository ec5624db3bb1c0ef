// Real: nginx, with what `palier nginx` prints; its sockets, a file on disk. Faked: the APIs, small servers that answer with their
// names.
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nginxConfiguration } from '../../apps/cli/nginx/nginx-configuration.js';
import { lastingPort } from '../support/lasting-port.js';
import { accepts, findProgram, type ServerProcess, startProcess } from './server-process.js';
import { needs } from './servers.js';

const nginx = findProgram('nginx') ?? 'nginx';

/** A server that answers with its name and what it was sent, on a port that it keeps. */
class NamedApi {
  readonly address: string;
  private server: Server | undefined;

  constructor(
    readonly name: string,
    private readonly port: number,
  ) {
    this.address = `127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    this.server = createServer(async (asked, answer) => {
      let bytes = 0;
      for await (const piece of asked) bytes += piece.length;
      if (asked.url?.endsWith('/file')) answer.setHeader('X-Accel-Redirect', '/_palier_storage/file');
      answer.end(JSON.stringify({ name: this.name, method: asked.method, url: asked.url, bytes }));
    });
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
}

needs('nginx')('nginx with what palier nginx prints', () => {
  let folder: string;
  let others: NamedApi;
  let pool: NamedApi;
  let twin: NamedApi;
  let running: ServerProcess | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'palier-pools-'));
    // Read by nginx's workers, which are of another account.
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'file'), 'of nginx');
    others = new NamedApi('others', await lastingPort());
    pool = new NamedApi('pool', await lastingPort());
    twin = new NamedApi('twin', await lastingPort());
  });
  beforeEach(() => Promise.all([others, pool, twin].map((api) => api.start())));
  afterEach(async () => {
    await running?.end('SIGTERM');
    running = undefined;
    await Promise.all([others, pool, twin].map((api) => api.stop()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts nginx, with a pool for `auth` and `catalog`. @returns its port */
  async function start(): Promise<number> {
    const port = await lastingPort();
    const servers = [pool.address, twin.address];
    const pools = new Map([
      ['auth', { prefixes: ['/v1/auth/'], servers }],
      ['catalog', { prefixes: ['/v1/catalog/', '/v1/stores/'], servers }],
    ]);
    const text = nginxConfiguration({
      apis: [others.address],
      pools,
      listen: [`127.0.0.1:${port}`],
      storage: folder,
      temporary: folder,
      openFiles: 1024,
    });
    const file = join(folder, 'nginx.conf');
    writeFileSync(file, text);
    running = await startProcess([nginx, '-c', file, '-g', 'daemon off;'], () => accepts(port), {
      deathSignal: 'TERM',
    });
    return port;
  }

  const answers = async (url: string, method = 'GET') => {
    const body = method === 'GET' ? undefined : 'x';
    const answer = await fetch(url, { method, body });
    return (await answer.json()) as { name: string; method: string; url: string };
  };

  it('sends the requests of a context to its pool, in turn, and others elsewhere, as they came', async () => {
    const url = `http://127.0.0.1:${await start()}`;
    const names = new Set<string>();
    for (let sent = 0; sent < 8; sent += 1) names.add((await answers(`${url}/v1/auth/me`)).name);
    expect([...names].sort()).toEqual(['pool', 'twin']);
    expect((await answers(`${url}/v1/stores/a/apps`)).name).not.toBe('others');
    for (const path of ['/v1/feeds/items', '/health/ready', '/v1/authors/', '/v1/auth', '/'])
      expect(await answers(`${url}${path}`)).toMatchObject({ name: 'others', url: path });
    expect(await answers(`${url}/v1/auth/a%2Fb?c=%20`)).toMatchObject({ url: '/v1/auth/a%2Fb?c=%20' });
  });

  it('sends large uploads, and files in place of an API, for pools too', async () => {
    const url = `http://127.0.0.1:${await start()}`;
    const body = Buffer.alloc(3_000_000);
    const uploaded = await fetch(`${url}/v1/catalog/files`, { method: 'POST', body });
    expect(await uploaded.json()).toMatchObject({ name: expect.stringMatching(/pool|twin/), bytes: body.length });
    expect((await fetch(`${url}/v1/auth/files`, { method: 'POST', body })).status).toBe(413);
    expect(await (await fetch(`${url}/v1/stores/a/file`)).text()).toBe('of nginx');
  });

  it.each(['GET', 'POST'])(
    'goes on where a pool is gone, or all others are, and comes back with them: %s',
    async (method) => {
      const url = `http://127.0.0.1:${await start()}`;
      const auth = async () => (await answers(`${url}/v1/auth/me`, method)).name;
      const feeds = async () => (await answers(`${url}/v1/feeds/items`, method)).name;
      // A connection to each, which is open and idle when its server goes.
      for (let sent = 0; sent < 4; sent += 1) await auth();
      expect(await feeds()).toBe('others');
      await pool.stop();
      for (let sent = 0; sent < 10; sent += 1) expect(await auth()).toBe('twin');
      await twin.stop();
      for (let sent = 0; sent < 10; sent += 1) expect(await auth()).toBe('others');
      await pool.start();
      for (let sent = 0; sent < 10; sent += 1) expect(await auth()).toBe('pool');
      await others.stop();
      for (let sent = 0; sent < 10; sent += 1) expect(await feeds()).toBe('pool');
      await others.start();
      expect(await feeds()).toBe('others');
    },
  );
});
