import { execFile } from 'node:child_process';
import { runProgram } from '../../apps/cli/program.js';

/** What a command did. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const { PATH, HOME } = process.env;

/** Runs the built `palier` in a process of its own, with this environment. It takes a second of processor time. */
export function spawnPalier(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
  return startPalier(env, ...args).ended;
}

/** Starts the same, and does not wait. @returns what kills it at once, and what it did once it has ended */
export function startPalier(env: NodeJS.ProcessEnv, ...args: string[]): { kill(): void; ended: Promise<Ended> } {
  const options = { env: { PATH, HOME, ...env }, timeout: 600_000, killSignal: 'SIGKILL' as const };
  const { promise: ended, resolve } = Promise.withResolvers<Ended>();
  const child = execFile(process.execPath, ['apps/cli/palier.mjs', ...args], options, (error, stdout, stderr) => {
    // As a shell says of a process that was killed.
    resolve({ code: error ? Number(error.code ?? 137) : 0, stdout, stderr });
  });
  return { kill: () => void child.kill('SIGKILL'), ended };
}

/** Runs the same program within the test's process, one at a time: for a case that no other process must see. */
export async function palier(env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ended> {
  const before = process.env;
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  process.env = { PATH, HOME, ...env };
  process.exitCode = undefined;
  try {
    await runProgram(args);
    return { code: Number(process.exitCode ?? 0), stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    process.env = before;
    process.exitCode = undefined;
    for (const { release } of [stdout, stderr]) release();
  }
}

function capture(stream: NodeJS.WriteStream): { text(): string; release(): void } {
  let written = '';
  const spy = jest.spyOn(stream, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  return { text: () => written, release: () => spy.mockRestore() };
}
