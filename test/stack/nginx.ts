import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { accepts, findProgram, startProcess } from './server-process.js';

/** An nginx on a loopback port. */
export interface Nginx {
  url: string;
  /** Of its first process, whose children serve. */
  pid: number;
  stop(): Promise<void>;
}

/**
 * Starts an nginx with the shipped settings before the servers of these URLs, with an address and files of its own.
 *
 * @param storage the folder of the files that it sends for them
 * @param wanted its port; a free one by default
 */
export async function startNginx(
  upstreams: readonly string[],
  storage = '/nonexistent',
  wanted?: number,
): Promise<Nginx> {
  const port = wanted ?? (await lastingPort());
  const folder = mkdtempSync(join(tmpdir(), 'palier-nginx-'));
  const settings = join(folder, 'nginx.conf');
  writeFileSync(settings, shippedSettings(upstreams, port, folder, storage));
  const command = [findProgram('nginx') ?? 'nginx', '-c', settings, '-g', 'daemon off;'];
  const running = await startProcess(command, () => accepts(port));
  return {
    url: `http://127.0.0.1:${port}`,
    pid: running.pid,
    async stop() {
      await running.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** docker/nginx/nginx.conf, with other servers behind it and another address and folder of its own. */
function shippedSettings(upstreams: readonly string[], port: number, folder: string, storage: string): string {
  const servers = /( {4}server )api-1:3000(.*;\n) {4}server api-2:3000.*;\n/;
  let text = readFileSync('docker/nginx/nginx.conf', 'utf8');
  const replace = (what: RegExp, by: string) => {
    if (!what.test(text)) throw new Error(`docker/nginx/nginx.conf has nothing like ${what}.`);
    text = text.replace(what, by);
  };
  replace(servers, upstreams.map((url) => `$1${new URL(url).host}$2`).join(''));
  replace(/listen 8080;/, `listen 127.0.0.1:${port};`);
  replace(/ \/tmp\//g, ` ${folder}/`);
  replace(/alias \/var\/lib\/palier\/storage\//, `alias ${storage}/`);
  return text;
}
