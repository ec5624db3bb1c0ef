import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { until } from '../support/until.js';

/** A running server program. */
export interface ServerProcess {
  pid: number;
  /** What it has printed: the last 100,000 characters. */
  printed(): string;
  /** Sends a signal; does nothing when the process has ended. */
  signal(name: NodeJS.Signals): void;
  /** Ends it, frozen or not, and resolves when it has ended: with its exit code, or null when a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

interface ProcessOptions {
  /** The numbers of a user to run as; without them this process's own. */
  uid?: number;
  gid?: number;
  /** Its environment; without it this process's own. */
  env?: NodeJS.ProcessEnv;
  /** A file to which all that it prints is appended. */
  log?: string;
  /** How the kernel ends it with this process; SIGKILL where it is left out. */
  deathSignal?: 'INT' | 'KILL' | 'TERM';
}

/** Milliseconds that a server has to end by itself. */
const PATIENCE_MS = 120_000;
const MOST_PRINTED = 100_000;

/** The path of a program, on PATH or in the system's sbin. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Starts a program in the foreground and resolves when `answers` does so with true.
 *
 * @param answers is given what the program has printed by then
 * @throws Error with what it printed when it ends first or does not answer.
 */
export async function startProcess(
  command: readonly string[],
  answers: (printed: string) => Promise<boolean> | boolean,
  { log, deathSignal = 'KILL', ...options }: ProcessOptions = {},
): Promise<ServerProcess> {
  const [program = '', ...rest] = diesWithUs(command, deathSignal);
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      printed = `${printed}${data}`.slice(-MOST_PRINTED);
      if (log) appendFileSync(log, data);
    });
  }
  const name = command.find((word, n) => n > 0 && /\.m?js$/.test(word)) ?? command[0];
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    // After "close" nothing more is printed.
    child.once('close', (code, signal) => reject(new Error(`${name} ended with ${code ?? signal}:\n${printed}`)));
  });
  failed.catch(() => {});
  const running = asServer(child, () => printed);
  try {
    await Promise.race([until(() => answers(printed)), failed]);
  } catch (error) {
    await running.end('SIGKILL');
    throw error;
  }
  return running;
}

/** On Linux the kernel ends it with this process, even when that is killed; elsewhere `end` must. */
function diesWithUs(command: readonly string[], signal: string): readonly string[] {
  const setpriv = findProgram('setpriv');
  return setpriv ? [setpriv, '--pdeathsig', signal, '--', ...command] : command;
}

function asServer(child: ChildProcess, printed: () => string): ServerProcess {
  const gone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid as number,
    printed,
    signal: (name) => void child.kill(name),
    async end(signal) {
      if (gone()) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill(signal);
      const late = AbortSignal.timeout(PATIENCE_MS);
      const kill = () => void child.kill('SIGKILL');
      late.addEventListener('abort', kill);
      const [code] = await exited;
      late.removeEventListener('abort', kill);
      return code;
    },
  };
}

/** The uid and gid of another account, for programs that refuse root; none where this process is not root. */
export function plainAccount(ids: { uid: number; gid: number }): { uid?: number; gid?: number } {
  return userInfo().uid === 0 ? ids : {};
}

/** Whether anything listens there. */
export async function accepts(port: number): Promise<boolean> {
  return (await firstAnswer(port)) !== undefined;
}

/** The first bytes that a server answers to `sent`; '' once it has accepted, when nothing is sent. */
export function firstAnswer(port: number, sent?: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (sent ? socket.write(sent) : end('')));
    const end = (answer: string | undefined) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(undefined));
    socket.once('data', (data) => end(String(data)));
    socket.once('error', () => end(undefined));
  });
}
