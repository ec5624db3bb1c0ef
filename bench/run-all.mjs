// Runs benchmarks one after another, each in a separate process, so that one that dies does not affect the others.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMet, printTable } from './table.mjs';

/**
 * Runs modules with `run(): Promise<Row[]>`, and prints one table of the results and the names of the modules that
 * failed.
 *
 * @param {string[]} paths of the modules
 * @returns {Promise<{ missed: number, failed: number }>} how many rows miss their goal, and how many modules failed
 */
export async function runAll(paths) {
  const rows = [];
  const failed = [];
  for (const path of paths) {
    const name = basename(path, '.mjs');
    console.log(`${name} …`);
    const measured = await runApart(path);
    if (measured) rows.push(...measured);
    else failed.push(name);
  }
  printTable(rows);
  const missed = rows.filter((row) => !isMet(row)).length;
  console.log(missed === 0 ? '\nEvery goal is met.' : `\n${missed} missed.`);
  if (failed.length > 0) console.log(`Failed, see above: ${failed.join(', ')}.`);
  return { missed, failed: failed.length };
}

/** The rows of a module; undefined where it ended without rows, after printing why. */
async function runApart(path) {
  const child = fork(import.meta.filename, [path]);
  let rows;
  child.on('message', (message) => {
    rows = message;
  });
  // The channel closes after the last message has arrived.
  await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  return rows;
}

if (import.meta.main) {
  const { run } = await import(pathToFileURL(process.argv[2]).href);
  process.send(await run(), () => process.exit(0));
}
