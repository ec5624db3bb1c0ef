import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { ServerUser } from './server-user.js';

export interface Outcome {
  /** Whether the exit code was 0. */
  succeeded: boolean;
  /** Its output, standard error included. */
  output: string;
}

/** Runs one of PostgreSQL's programs to its end, as the server's user. */
export function runProgram(program: string, args: readonly string[], user: ServerUser): Promise<Outcome> {
  return new Promise((resolve) => {
    // From the program's folder: the server's user may not be allowed to enter the current one.
    const child = spawn(program, args, {
      ...user,
      cwd: dirname(program),
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const keep = (part: Buffer) => {
      output += part.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ succeeded: false, output: error.message }));
    child.on('close', (code) => resolve({ succeeded: code === 0, output: output.trim() }));
  });
}

/** Without PGPORT, PGDATA and similar variables, which would override the arguments; messages in English. */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C' };
}
