// One stack a user and directory of temporary files: where it is, and how it is asked for a restart.
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** The directory of its files. */
export const directory = join(tmpdir(), `palier-stack-${userInfo().uid}`);
const pidFile = join(directory, 'stack.pid');
/** Only this user may open what is in the directory's own folder. */
const socket = join(directory, 'control', 'socket');

/** @throws Error where another one runs */
export function requireNone() {
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
  if (runs(pid)) {
    throw new Error(
      `A stack already runs (process ${pid}): end it with Ctrl-C in its terminal or "kill ${pid}", or start this one with another TMPDIR.`,
    );
  }
}

/**
 * Makes the directory for this process, in place of what a killed one left.
 *
 * @returns whether something was left
 */
export function claim() {
  const left = existsSync(directory);
  rmSync(directory, { recursive: true, force: true });
  for (const folder of [directory, join(directory, 'tmp')]) mkdirSync(folder, { mode: 0o755 });
  mkdirSync(join(directory, 'control'), { mode: 0o700 });
  writeFileSync(pidFile, String(process.pid));
  return left;
}

/** Lets `npm run stack -- restart` ask for one, which begins when the one before it has ended. @param restart is given what to tell the one who asks */
export async function listenForRestart(restart) {
  let last = Promise.resolve();
  const server = createServer(async (_request, answer) => {
    const own = last.then(() => restart((line) => answer.write(`${line}\n`)));
    last = own.catch(() => {});
    try {
      await own;
      answer.end();
    } catch (error) {
      answer.end(`failed: ${error.message}\n`);
    }
  });
  await once(server.listen(socket), 'listening');
  return () => server.close();
}

/** Asks the stack that runs for a restart, and passes on what it tells. @throws Error where none runs, or where it fails */
export async function askForRestart() {
  const asked = request({ socketPath: socket, method: 'POST', timeout: 0 }).end();
  const [answer] = await once(asked, 'response').catch(() => {
    throw new Error('No stack runs here: start one with "npm run stack -- growth" or "npm run stack -- scale".');
  });
  let told = '';
  for await (const part of answer) {
    told += part;
    process.stdout.write(part);
  }
  if (/^failed: /m.test(told))
    throw new Error('The restart failed: the reason is above, and more in the logs of the stack.');
}

function runs(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
