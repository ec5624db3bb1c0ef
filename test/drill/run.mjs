/**
 * `npm run drill [-- [--record] <name>…]`: breaks the running product on purpose, one drill after another, and
 * reports what was lost. Each drill is a program of this folder that exits with 0 when nothing was. With `--record` those that
 * break something write their rows into docs/faults.json, from which `npm run docs` makes the table of docs/operations.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onSignal } from './deployment/on-signal.mjs';

const LONGEST_MS = 1_800_000;
const drills = globSync('*.mjs', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.mjs'))
  .filter((name) => name !== 'run')
  .sort();
const wanted = process.argv.slice(2).filter((name) => name !== '--record');
const env = { ...process.env, ...(process.argv.includes('--record') && { DRILL_RECORD: '1' }) };
const unknown = wanted.filter((name) => !drills.includes(name));
if (unknown.length > 0) {
  console.error(`There is no drill ${unknown.join(', ')}: choose among ${drills.join(', ')}.`);
  process.exit(1);
}

const failed = [];
for (const name of wanted.length > 0 ? wanted : drills) {
  console.log(`\n${name} …`);
  if (!(await passes(join(import.meta.dirname, `${name}.mjs`)))) failed.push(name);
}
console.log(failed.length === 0 ? '\nEvery drill passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);

/** Runs a drill to its end, which a signal to this process brings about, too. What it leaves among temporary files is removed. */
async function passes(program) {
  const temporary = mkdtempSync(join(tmpdir(), 'palier-drill-'));
  // As root PostgreSQL and PgBouncer run under other accounts.
  chmodSync(temporary, 0o755);
  const drill = spawn(process.execPath, [program], { stdio: 'inherit', env: { ...env, TMPDIR: temporary } });
  // The kernel ends the servers of a drill after it: for a moment they may still write.
  const removal = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
  const ended = once(drill, 'exit').finally(() => rmSync(temporary, removal));
  const late = setTimeout(() => drill.kill('SIGTERM'), LONGEST_MS);
  let interrupted = false;
  const forget = onSignal(async (name) => {
    interrupted = true;
    drill.kill(name);
    await ended;
  });
  const [code] = await ended;
  // The signal ends this process, which begins no other drill.
  if (interrupted) await new Promise(() => {});
  clearTimeout(late);
  forget();
  return code === 0;
}
