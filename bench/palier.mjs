// The built product in a separate process, as `npm start` runs it, with a separate data directory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.mjs';

/** Starts Palier with its demo stores; the log is written to a file, as by a service manager. */
export async function startPalier(env = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-bench-'));
  chmodSync(directory, 0o755);
  const log = join(directory, 'palier.log');
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, ['apps/solo/start.mjs'], {
    stdio: ['ignore', openSync(log, 'w'), 'inherit'],
    env: {
      ...process.env,
      PALIER_DATA_DIR: join(directory, 'var'),
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      RATE_LIMIT_REQUESTS: '1000000000',
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
  const dataDir = join(directory, 'var');
  return { url, dataDir, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`, pid: child.pid, log, stop };
}

async function ready(url, child) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error('Palier stopped while it started: see its message above.');
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Palier was not ready within 60 s.');
}
