// The built product in a separate process, as `npm start` runs it, with a separate data directory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.mjs';
import { cpuSeconds } from './load.mjs';

/**
 * Starts Palier with its demo stores; the log is written to a file, as by a service manager.
 *
 * @param root of a tree that is built; this one by default
 */
export async function startPalier(env = {}, root = join(import.meta.dirname, '..')) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const log = join(directory, 'palier.log');
  const [port, metricsPort] = [await freePort(), await freePort()];
  const dataDir = env.PALIER_DATA_DIR ?? join(directory, 'var');
  const child = spawn(process.execPath, ['apps/solo/start.mjs'], {
    cwd: root,
    stdio: ['ignore', openSync(log, 'w'), 'inherit'],
    env: {
      ...process.env,
      PALIER_DATA_DIR: dataDir,
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      RATE_LIMIT_REQUESTS: '1000000000',
      // The first backup begins while it is measured.
      BACKUP_EVERY_HOURS: '0',
      ...env,
    },
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    rmSync(directory, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, dataDir, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`, pid: child.pid, log, stop };
}

/** User and system time of the PostgreSQL of a Palier, and of its connections, which stay while it serves. */
export function postgresSeconds({ dataDir }) {
  const pid = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return [pid, ...children].reduce((total, one) => total + cpuSeconds(one), 0);
}

/** Waits until it serves, and until a first start has kept the files of its apps, which takes processor time of the same process. */
async function ready(url, child) {
  const deadline = Date.now() + 600_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error('Palier stopped while it started: see its message above.');
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok && !(await hasPendingFiles(url))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Palier was not ready within 600 s.');
}

async function hasPendingFiles(url) {
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const answer = await fetch(`${url}/v1/stores/wistant/apps?page=${page}&pageSize=100`);
    if (!answer.ok) throw new Error(await answer.text());
    const list = await answer.json();
    if (list.data.some(({ download }) => download === 'pending')) return true;
    pages = list.page.totalPages;
  }
  return false;
}
