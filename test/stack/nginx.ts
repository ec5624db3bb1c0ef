import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { nginxConfiguration } from '../../apps/cli/nginx/nginx-configuration.js';
import { lastingPort } from '../support/lasting-port.js';
import { accepts, findProgram, startProcess } from './server-process.js';

/** An nginx on a loopback port. */
export interface Nginx {
  url: string;
  /** Of its first process, whose children serve. */
  pid: number;
  stop(): Promise<void>;
}

interface NginxOptions {
  /** The folder of the files that it sends for the APIs. */
  storage?: string;
  /** By default a free one. */
  port?: number;
  /** URLs of the servers that take `/v1/auth/` before the others. */
  authPool?: readonly string[];
}

/** Within what a process may have open here, and more than any test needs. */
const OPEN_FILES = 16_384;

/** Starts an nginx, configured as "palier nginx" does, before the servers of these URLs, with files of its own. */
export async function startNginx(upstreams: readonly string[], options: NginxOptions = {}): Promise<Nginx> {
  const { storage = '/nonexistent', port = await lastingPort(), authPool } = options;
  const folder = mkdtempSync(join(tmpdir(), 'palier-nginx-'));
  const hosts = (urls: readonly string[]) => urls.map((url) => new URL(url).host);
  const configuration = nginxConfiguration({
    apis: hosts(upstreams),
    pools: new Map(authPool ? [['auth', { prefixes: ['/v1/auth/'], servers: hosts(authPool) }]] : []),
    listen: [`127.0.0.1:${port}`],
    storage,
    temporary: folder,
    openFiles: OPEN_FILES,
  });
  const settings = join(folder, 'nginx.conf');
  writeFileSync(settings, configuration);
  // As the APIs here, whose files others may not read: started as root, its workers would run under another account.
  const account = userInfo().uid === 0 ? ' user root;' : '';
  const command = [findProgram('nginx') ?? 'nginx', '-c', settings, '-g', `daemon off;${account}`];
  // Killed, it would leave its workers, which hold the port.
  const running = await startProcess(command, () => accepts(port), { deathSignal: 'TERM' });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: running.pid,
    async stop() {
      await running.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
