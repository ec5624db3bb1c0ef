// `npm run dev`: emits each source that changes, and starts the server again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { emit, sources } from './emit.mjs';

/** Milliseconds without a further change, after which the server starts again: an editor writes several files at once. */
const QUIET_MS = 50;

rmSync('dist', { recursive: true, force: true });
if (!(await emitted(sources()))) process.exit(1);

let server = start();
let ending = false;
const changed = new Set();
let timer;
/** One restart after the other. */
let restarted = Promise.resolve();
for (const folder of ['apps', 'libs', 'migrations']) {
  watch(folder, { recursive: true }, (_, name) => {
    if (!/\.(ts|sql)$/.test(name ?? '')) return;
    changed.add(join(folder, name));
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarted = restarted.then(restart);
    }, QUIET_MS);
  });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal));
// npm passes no SIGTERM on: its shell is gone then.
const parent = process.ppid;
setInterval(() => process.ppid === parent || ending || end('SIGTERM'), 500).unref();

function start() {
  const child = spawn(process.execPath, ['--env-file=apps/solo/dev.env', 'dist/apps/solo/main.js'], {
    stdio: 'inherit',
    // Ctrl-C reaches this process alone, which passes it on: the server takes a second one as an order to leave at once.
    detached: true,
  });
  child.once('exit', (code) => {
    if (!ending && code) process.stderr.write('Palier ended; it starts again after the next change.\n');
  });
  return child;
}

const isRunning = () => server.exitCode === null && server.signalCode === null;

async function restart() {
  const files = [...changed];
  changed.clear();
  if (ending || files.length === 0) return;
  const known = new Set(sources());
  const deleted = files.filter((file) => !existsSync(file));
  for (const file of deleted)
    for (const kind of ['.js', '.js.map', '.sql'])
      rmSync(join('dist', file.replace(/\.(ts|sql)$/, kind)), { force: true });
  const compiled = files.filter((file) => known.has(file));
  if (compiled.length === 0 && deleted.length === 0) return;
  if (!(await emitted(compiled))) return;
  await stop('SIGTERM');
  if (!ending) server = start();
}

/** Whether these sources could be emitted; the reason why not is printed. */
async function emitted(files) {
  try {
    await emit(files);
    return true;
  } catch ({ message }) {
    process.stderr.write(`${message}\n`);
    return false;
  }
}

async function stop(signal) {
  if (!isRunning()) return;
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}

/** A second signal reaches the server, too, which then exits at once. */
async function end(signal) {
  ending = true;
  await stop(signal);
  process.exit(0);
}
