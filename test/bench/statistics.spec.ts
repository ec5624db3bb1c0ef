import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** The interval of the whole numbers from 1 to each of these. */
function intervals(counts: readonly number[]): unknown {
  const program = `import { medianInterval } from '${pathToFileURL('bench/statistics.mjs').href}';
    const upTo = (n) => Array.from({ length: n }, (_, i) => n - i);
    console.log(JSON.stringify(${JSON.stringify(counts)}.map((n) => medianInterval(upTo(n)))));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return JSON.parse(stdout);
}

// The places are those of tables of the sign test, for 5 % on both sides.
it('gives the interval of a median, and all values where there are too few', () => {
  expect(intervals([1, 3, 5, 6, 8, 9, 12, 20])).toEqual([
    { min: 1, max: 1 },
    { min: 1, max: 3 },
    { min: 1, max: 5 },
    { min: 1, max: 6 },
    { min: 1, max: 8 },
    { min: 2, max: 8 },
    { min: 3, max: 10 },
    { min: 6, max: 15 },
  ]);
});
