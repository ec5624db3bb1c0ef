import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { ServerUser } from './server-user.js';

export interface Outcome {
  /** Whether the exit code was 0. */
  succeeded: boolean;
  /** Its output, standard error included. */
  output: string;
}

const run = promisify(execFile);

/** Runs one of PostgreSQL's programs to its end, as the server's user. */
export async function runProgram(program: string, args: readonly string[], user: ServerUser): Promise<Outcome> {
  // From the program's folder: the server's user may not be allowed to enter the current one.
  const options = { ...user, cwd: dirname(program), env: environment(), windowsHide: true };
  const outputOf = ({ stdout = '', stderr = '' }) => `${stdout}${stderr}`.trim();
  try {
    return { succeeded: true, output: outputOf(await run(program, args, options)) };
  } catch (error) {
    const failure = error as Error & { stdout?: string; stderr?: string };
    return { succeeded: false, output: outputOf(failure) || failure.message };
  }
}

/** Without PGPORT, PGDATA and similar variables, which would override the arguments; messages in English. */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' };
}
