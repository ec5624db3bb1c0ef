import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { until } from '../support/until.js';

/** A running server program. */
export interface ServerProcess {
  pid: number;
  /** Sends a signal; does nothing when the process has ended. */
  signal(name: NodeJS.Signals): void;
  /** Ends it, frozen or not, and resolves when it has ended. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Milliseconds that a server has to end by itself. */
const PATIENCE_MS = 10_000;

/** The path of a program, on PATH or in the system's sbin. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Starts a program in the foreground and resolves when `answers` does so with true.
 *
 * @param account the numbers of a user to run as; without them this process's own
 * @throws Error with what it printed when it ends first or does not answer.
 */
export async function startProcess(
  command: readonly string[],
  answers: () => Promise<boolean>,
  account: { uid?: number; gid?: number } = {},
): Promise<ServerProcess> {
  const [program = '', ...rest] = diesWithUs(command);
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'], ...account });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      printed = `${printed}${data}`.slice(-10_000);
    });
  }
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${command[0]} ended at once:\n${printed}`)));
  });
  failed.catch(() => {});
  const running = asServer(child);
  try {
    await Promise.race([until(answers), failed]);
  } catch (error) {
    await running.end('SIGKILL');
    throw new Error(`${command.join(' ')} does not serve:\n${printed}`, { cause: error });
  }
  return running;
}

/** On Linux the kernel ends it with this process, even when that is killed; elsewhere `end` must. */
function diesWithUs(command: readonly string[]): readonly string[] {
  const setpriv = findProgram('setpriv');
  return setpriv ? [setpriv, '--pdeathsig', 'KILL', '--', ...command] : command;
}

function asServer(child: ChildProcess): ServerProcess {
  const gone = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid as number,
    signal: (name) => void child.kill(name),
    async end(signal) {
      if (gone()) return;
      const exited = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill(signal);
      const late = AbortSignal.timeout(PATIENCE_MS);
      late.addEventListener('abort', () => child.kill('SIGKILL'));
      await exited;
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
