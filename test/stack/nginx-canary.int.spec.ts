// Real: nginx, with what `palier nginx` prints; clients with loopback addresses of their own. Faked: the APIs, small servers that
// answer with their names.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { nginxConfiguration } from '../../apps/cli/nginx/nginx-configuration.js';
import { lastingPort } from '../support/lasting-port.js';
import { accepts, findProgram, type ServerProcess, startProcess } from './server-process.js';
import { needs } from './servers.js';

const CLIENTS = 200;

needs('nginx')('nginx with a canary', () => {
  const apis: Server[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'palier-canary-'));
  let [old, fresh] = ['', ''];
  let running: ServerProcess | undefined;
  beforeAll(async () => {
    [old, fresh] = [await startApi('old'), await startApi('new')];
  });
  afterEach(() => running?.end('SIGTERM'));
  afterAll(() => {
    for (const api of apis) api.close().closeAllConnections();
    rmSync(folder, { recursive: true, force: true });
  });

  async function startApi(name: string): Promise<string> {
    const port = await lastingPort();
    const api = createServer((_asked, answer) => void answer.end(name));
    apis.push(api);
    await new Promise<void>((listening) => api.listen(port, '127.0.0.1', listening));
    return `127.0.0.1:${port}`;
  }

  /** Starts nginx with a part of the clients on the new side. @returns its port */
  async function start(percent: number, server = fresh): Promise<number> {
    const port = await lastingPort();
    const [storage, file] = [folder, join(folder, 'nginx.conf')];
    const canary = { servers: [server], percent };
    const pools = new Map([['auth', { prefixes: ['/v1/auth/'], servers: [old] }]]);
    const listen = [`127.0.0.1:${port}`];
    writeFileSync(
      file,
      nginxConfiguration({ apis: [old], pools, canary, listen, storage, temporary: folder, openFiles: 1024 }),
    );
    const nginx = findProgram('nginx') ?? 'nginx';
    running = await startProcess([nginx, '-c', file, '-g', 'daemon off;'], () => accepts(port), {
      deathSignal: 'TERM',
    });
    return port;
  }

  const ask = (port: number, client: number, path: string, headers = {}) =>
    new Promise<string>((resolve, reject) => {
      const localAddress = `127.0.1.${client}`;
      const asked = request({ host: '127.0.0.1', port, path, agent: false, localAddress, headers });
      asked
        .on('response', (answer) => void resolve(text(answer)))
        .on('error', reject)
        .end();
    });

  /** The clients that the new side answers, for whatever they ask. */
  async function onNewSide(port: number): Promise<number[]> {
    const clients: number[] = [];
    for (let client = 1; client <= CLIENTS; client += 1) {
      const names = [await ask(port, client, '/v1/stores/a/apps'), await ask(port, client, '/v1/auth/a')];
      expect(new Set(names).size).toBe(1);
      if (names[0] === 'new') clients.push(client);
    }
    return clients;
  }

  it('answers a part of the clients by it, and nobody changes back while the part grows', async () => {
    let before: number[] = [];
    for (const percent of [0, 5, 25, 50, 100]) {
      const clients = await onNewSide(await start(percent));
      await running?.end('SIGTERM');
      expect(clients).toEqual(expect.arrayContaining(before));
      expect(clients.length).toBeGreaterThanOrEqual(before.length + (percent === 0 ? 0 : 1));
      before = clients;
    }
    expect(before).toHaveLength(CLIENTS);
  });

  it('knows clients behind another proxy by the address that it passes on, whichever of its own they come from', async () => {
    const port = await start(50);
    const sides = new Set<string>();
    for (let client = 1; client <= 20; client += 1) {
      const headers = { 'x-forwarded-for': `203.0.113.${client}, 10.0.0.${client}` };
      const names = [await ask(port, 1, '/', headers), await ask(port, client + 1, '/', headers)];
      expect(new Set(names).size).toBe(1);
      sides.add(String(names[0]));
    }
    expect([...sides].sort()).toEqual(['new', 'old']);
  });

  it('answers its clients by the others while it takes no connection', async () => {
    const port = await start(100, `127.0.0.1:${await lastingPort()}`);
    expect(await ask(port, 1, '/v1/auth/a')).toBe('old');
  });
});
