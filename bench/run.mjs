/**
 * `npm run bench [-- <name>…] [--report]`: runs the benchmarks one after another and prints one table.
 *
 * Each benchmark is a module of this folder with `run(): Promise<Row[]>`. It measures things side by
 * side in one run, interleaved and repeated, because equal processes differ by up to 15 % here.
 *
 * @typedef {object} Row
 * @property {string} name what is measured, and against what
 * @property {number} ratio the median of its samples, in `unit`
 * @property {number} min the least sample
 * @property {number} max the greatest sample
 * @property {string} [unit] `×` where it is left out
 * @property {number} [goal] the median must reach it; without a bound a row only stands beside
 * @property {number} [atMost] the median must not pass it
 * @property {string} [detail] absolute figures
 *
 * Exits 1 when a goal is missed, unless `--report` asks for the table alone.
 */
import { parseArgs } from 'node:util';
import { isMet, printTable } from './table.mjs';

const benchmarks = [
  'cached-list',
  'shared-cache',
  'invalidation-lag',
  'revocation-lag',
  'database',
  'commit',
  'jobs',
  'verified-request',
  'fresh-tokens',
  'sessions',
  'backup',
  'memory',
];

const { values, positionals } = parseArgs({
  options: { report: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !benchmarks.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark is called ${unknown.join(', ')}: choose among ${benchmarks.join(', ')}.`);
  process.exit(1);
}

const rows = [];
for (const name of positionals.length > 0 ? positionals : benchmarks) {
  console.log(`${name} …`);
  const { run } = await import(`./${name}.mjs`);
  rows.push(...(await run()));
}
printTable(rows);

const missed = rows.filter((row) => !isMet(row)).length;
console.log(missed === 0 ? '\nEvery goal is met.' : `\n${missed} missed.`);
process.exit(missed > 0 && !values.report ? 1 : 0);
