import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lastingPort } from './lasting-port.js';
import { patientLimits } from './test-database.js';
import { until } from './until.js';

/** A built process of its own. */
export interface BuiltProcess {
  child: ChildProcess;
  /** Everything that it has printed so far. */
  printed(): string;
  /** Sends a signal and waits for the end; the exit code, or null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts the built API with these settings alone, and resolves when it serves.
 *
 * @param printing what it prints by then, where that should be something else
 */
export async function startApi(
  env: NodeJS.ProcessEnv,
  printing = 'Palier serves on',
): Promise<BuiltProcess & { url: string }> {
  const port = await lastingPort();
  const api = await startBuilt('dist/apps/api/main.js', printing, {
    HOST: '127.0.0.1',
    PORT: String(port),
    ...env,
  });
  return { ...api, url: `http://127.0.0.1:${port}` };
}

/** Starts the built worker with these settings alone, and resolves when it works. */
export const startWorker = (env: NodeJS.ProcessEnv) => startBuilt('dist/apps/worker/main.js', 'Palier works.', env);

/** As of the databases of tests. */
const limits = {
  DATABASE_CONNECT_TIMEOUT_MS: String(patientLimits.databaseConnectTimeoutMs),
  STATEMENT_TIMEOUT_MS: String(patientLimits.statementTimeoutMs),
  LOCK_TIMEOUT_MS: String(patientLimits.lockTimeoutMs),
};

async function startBuilt(main: string, ready: string, env: NodeJS.ProcessEnv): Promise<BuiltProcess> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PALIER_|DATABASE_|REDIS_|LC_|LANG)/.test(name));
  const child = spawn(process.execPath, [main], {
    env: { ...Object.fromEntries(inherited), METRICS_PORT: '0', LOG_LEVEL: 'warn', ...limits, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      printed += data;
    });
  }
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  await until(() => printed.includes(ready) || ended());
  if (ended()) throw new Error(`${main} ended with ${child.exitCode}:\n${printed}`);
  return {
    child,
    printed: () => printed,
    async end(signal) {
      if (ended()) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      return (await exited)[0];
    },
  };
}
