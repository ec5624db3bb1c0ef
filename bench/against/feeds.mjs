import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { byTurns } from './by-turns.mjs';

/** How long feeds take to be parsed and stored, in the times of parsing them alone, by each tree's own benchmark. */
export async function feeds(trees, rounds) {
  // Each run warms up by itself, and takes the better part of a minute.
  const samples = await byTurns(trees, Math.ceil(rounds / 4), ({ root }) => costsOf(root), 0);
  // A benchmark of another commit may measure other things, too.
  const shared = Object.entries(samples).filter(([, { ours, theirs }]) => ours.length === theirs.length);
  return shared.map(([name, both]) => ({ name, unit: '×', ...both }));
}

async function costsOf(root) {
  const child = fork(import.meta.filename, [join(root, 'bench', 'feeds.mjs')], { cwd: root });
  let costs;
  child.on('message', (message) => {
    costs = message;
  });
  await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  if (!costs) throw new Error(`The benchmark of ${root} failed.`);
  return costs;
}

if (import.meta.main) {
  const { run } = await import(process.argv[2]);
  const rows = (await run({ rounds: 3, deliveries: false })).filter(({ unit = '×' }) => unit === '×');
  process.send(Object.fromEntries(rows.map(({ name, ratio }) => [name, 1 / ratio])), () => process.exit(0));
}
