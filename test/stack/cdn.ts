import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { lastingPort } from '../support/lasting-port.js';
import { accepts, findProgram, startProcess } from './server-process.js';

/** An nginx with a cache on a loopback port. */
export interface Cdn {
  url: string;
  stop(): Promise<void>;
}

/** The configuration of docs/operations.md. */
export function documentedCdn(): string {
  const [, text] = /\n## CDN\n.*?\n```nginx\n(.*?)```\n/s.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
  if (!text) throw new Error('docs/operations.md has no configuration of nginx below "CDN".');
  return text;
}

/** Starts an nginx with a configuration like that of the documentation before the server of a URL, with files of its own. */
export async function startCdn(origin: string, configuration = documentedCdn()): Promise<Cdn> {
  const folder = mkdtempSync(join(tmpdir(), 'palier-cdn-'));
  const port = await lastingPort();
  const here = new Map([
    ['/var/cache/nginx/palier', `${folder}/cache`],
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['http://nginx:8080', origin],
  ]);
  const text = [...here].reduce((before, [named, own]) => {
    if (!before.includes(named)) throw new Error(`The configuration of the CDN does not have "${named}".`);
    return before.replaceAll(named, own);
  }, configuration);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};\n`,
  );
  // Started as root, its workers would run under another account, which may not write here.
  const account = userInfo().uid === 0 ? 'user root;\n' : '';
  const head = `${account}error_log stderr warn;\npid ${folder}/nginx.pid;\nevents { worker_connections 1024; }\n`;
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, `${head}http {\naccess_log off;\n${temporary.join('')}${text}}\n`);
  const command = [findProgram('nginx') ?? 'nginx', '-c', file, '-g', 'daemon off;'];
  // Killed, it would leave its workers, which hold the port.
  const running = await startProcess(command, () => accepts(port), { deathSignal: 'TERM' });
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await running.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
