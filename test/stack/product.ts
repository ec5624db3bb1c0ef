import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lastingPort } from '../support/lasting-port.js';
import { type ServerProcess, startProcess } from './server-process.js';

/** A process of the built product. */
export interface ProductProcess extends ServerProcess {
  /** What it was started with, to start it again. */
  readonly env: NodeJS.ProcessEnv;
}

/** An API on a loopback port. */
export interface Api extends ProductProcess {
  readonly url: string;
}

interface Start {
  /** What an API prints when it serves, where another text counts. */
  printing?: string;
  /** A file to which its output is appended. */
  log?: string;
  /** The program of a worker, where it is another one. */
  program?: string;
}

/** What a process of a test inherits of this shell: no setting of another deployment, but for the one that loads need. */
const INHERITED = /^(PATH|HOME|TMPDIR|TZ|NODE_.*|RATE_LIMIT_REQUESTS)$/;

/** Starts the built API with these settings alone, on a free port unless they name one, and resolves when it serves. */
export async function startApi(
  env: NodeJS.ProcessEnv,
  { printing = 'Palier serves on', log }: Start = {},
): Promise<Api> {
  const port = env.PORT ?? String(await lastingPort());
  const own = { HOST: '127.0.0.1', ...env, PORT: port };
  const started = await startProduct('dist/apps/api/main.js', printing, own, log);
  return { ...started, url: `http://127.0.0.1:${port}` };
}

/** Starts the built worker with these settings alone, and resolves when it works. */
export function startWorker(env: NodeJS.ProcessEnv, { program = 'dist/apps/worker/main.js', log }: Start = {}) {
  return startProduct(program, 'Palier works.', env, log);
}

/** Runs `palier` to its end with these settings; its output. */
export async function palier(env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  const command = [process.execPath, 'dist/apps/cli/main.js', ...args];
  const { stdout } = await promisify(execFile)(command[0] as string, command.slice(1), {
    env: { ...inherited(), ...dataDirectory(env), ...env },
  });
  return stdout;
}

async function startProduct(
  main: string,
  ready: string,
  env: NodeJS.ProcessEnv,
  log: string | undefined,
): Promise<ProductProcess> {
  const settings = { ...inherited(), METRICS_PORT: '0', LOG_LEVEL: 'warn', ...dataDirectory(env), ...env };
  const command = [process.execPath, main];
  const started = await startProcess(command, (printed) => printed.includes(ready), { env: settings, log });
  return { ...started, env };
}

/** That of all processes on a database, where they name none: ./var may be that of a deployment of the developer. */
function dataDirectory({ DATABASE_URL }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return DATABASE_URL ? { PALIER_DATA_DIR: join(tmpdir(), `palier-${new URL(DATABASE_URL).pathname.slice(1)}`) } : {};
}

function inherited(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => INHERITED.test(name)));
}
