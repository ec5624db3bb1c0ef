import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { lastingPort } from './lasting-port.js';

/** The built product as `npm start` runs it, with a separate data directory. */
export interface Solo {
  child: ChildProcess;
  /** Its output until it was ready. */
  block: string;
  url: string;
  /** Resolves once it has printed a text. */
  says(text: string): Promise<void>;
  /** Sends a signal and waits for the end; the exit code, or null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Creates a directory that the database's account can enter, and a function that removes it. */
export function dataDirectory(): { path: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'palier-solo-'));
  chmodSync(parent, 0o755);
  return { path: join(parent, 'var'), remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** Starts the product and resolves with all that it printed and its exit code, for starts that must fail. */
export async function failedStart(env: NodeJS.ProcessEnv): Promise<{ code: number | null; stderr: string }> {
  const child = launch({ METRICS_PORT: '0', ...env });
  // A start that succeeds is ended, so that the test fails at once and leaves nothing running.
  child.stdout?.on('data', (data) => void (/Ctrl-C/.test(String(data)) && child.kill('SIGINT')));
  let stderr = '';
  child.stderr?.on('data', (data) => {
    stderr += data;
  });
  const [code] = await once(child, 'exit');
  return { code, stderr };
}

/** Starts the product and resolves when it printed its block. */
export async function startSolo(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<Solo> {
  const port = await lastingPort();
  const child = launch({
    PORT: String(port),
    METRICS_PORT: '0',
    PALIER_DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    DRAIN_MS: '0',
    ...env,
  });
  let printed = '';
  const ready = new Promise<void>((resolve, reject) => {
    const read = (data: Buffer) => {
      printed += data;
      if (/Ctrl-C .*\.\n/.test(printed)) resolve();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`The start ended with ${code}:\n${printed}`)));
  });
  await ready;
  const says = async (text: string) => {
    while (!printed.includes(text)) await once(child.stdout as Readable, 'data');
  };
  const end = async (signal: NodeJS.Signals) => {
    const exited = once(child, 'exit');
    child.kill(signal);
    return (await exited)[0] as number | null;
  };
  return { child, block: printed, url: `http://127.0.0.1:${port}`, says, end };
}

function launch(env: NodeJS.ProcessEnv): ChildProcess {
  const inherited = { ...process.env };
  for (const name of Object.keys(inherited)) if (/^(PALIER_|DATABASE_|LC_|LANG)/.test(name)) delete inherited[name];
  return spawn(process.execPath, ['apps/solo/start.mjs'], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
