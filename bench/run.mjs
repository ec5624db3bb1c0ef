/**
 * `npm run bench [-- <name>…] [--report]`: runs the benchmarks one after another and prints one table.
 * `npm run bench -- --against <commit> [--rounds <n>]`: compares this tree with a commit (against/run.mjs).
 *
 * Each benchmark is a module of this folder with `run(): Promise<Row[]>`, run in a separate process. It measures its
 * contenders in one run, interleaved and repeated, because equal processes differ by up to 15 % here.
 *
 * @typedef {object} Row
 * @property {string} name what is measured, and against what
 * @property {number} ratio the median of its samples, in `unit`
 * @property {number} min the smallest sample
 * @property {number} max the greatest sample
 * @property {string} [unit] `×` where it is left out
 * @property {number} [goal] the median must reach it; a row without a bound is only informative
 * @property {number} [atMost] the median must not exceed it
 * @property {string} [detail] absolute figures
 *
 * Exits with 1 when a benchmark failed, or when a goal is missed and `--report` is not given.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runAgainst } from './against/run.mjs';
import { runAll } from './run-all.mjs';

const benchmarks = [
  'cached-list',
  'refusal',
  'uncached-list',
  'processes',
  'shared-cache',
  'redis-off-database',
  'invalidation-lag',
  'revocation-lag',
  'database',
  'jobs',
  'verified-request',
  'member-answers',
  'member-mix',
  'journal',
  'fresh-tokens',
  'sessions',
  'streams',
  'backup',
  'erasures',
  'bundle-headers',
  'events',
  'events-beside',
  'feeds',
  'search',
  'students',
  'roster',
  'rides',
  'rides-archive',
  'fan-out',
  'memory',
  'sentry',
];

const { values, positionals } = parseArgs({
  options: {
    report: { type: 'boolean', default: false },
    against: { type: 'string' },
    rounds: { type: 'string', default: '12' },
  },
  allowPositionals: true,
});
if (values.against)
  process.exit(Math.min(1, await runAgainst(join(import.meta.dirname, '..'), values.against, Number(values.rounds))));

const unknown = positionals.filter((name) => !benchmarks.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}: choose among ${benchmarks.join(', ')}.`);
  process.exit(1);
}

const names = positionals.length > 0 ? positionals : benchmarks;
const { missed, failed } = await runAll(names.map((name) => join(import.meta.dirname, `${name}.mjs`)));
process.exit(failed > 0 || (missed > 0 && !values.report) ? 1 : 0);
