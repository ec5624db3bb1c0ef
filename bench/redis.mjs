import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port.mjs';

/**
 * Starts a redis-server on a free loopback port; it must be installed.
 *
 * @param {Record<string, string>} config directives of redis.conf; by default nothing is persisted
 */
export async function startRedis(config = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-redis-'));
  const port = await freePort();
  const directives = { bind: '127.0.0.1', port, dir: directory, save: '', appendonly: 'no', ...config };
  const args = Object.entries(directives).flatMap(([name, value]) => [`--${name}`, String(value)]);
  let child;
  const start = async () => {
    child = spawn('redis-server', args, { stdio: 'ignore' });
    await once(child, 'spawn');
    const client = new Redis(port, { retryStrategy: () => 20, maxRetriesPerRequest: 500 });
    client.on('error', () => {});
    await client.ping();
    client.disconnect();
  };
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return child.pid;
    },
    kill: () => end('SIGKILL'),
    start,
    stop: async () => {
      await end('SIGTERM');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
