import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const directory = mkdtempSync(join(tmpdir(), 'palier-bench-spec-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const row = (name: string) => `{ name: '${name}', ratio: 2, min: 1, max: 3, goal: 1 }`;

/** Runs benchmarks with these bodies; returns what the runner prints and counts. */
function bench(benchmarks: Record<string, string>): { printed: string; counts: unknown } {
  const file = (name: string, body: string) => {
    const path = join(directory, `${name}.mjs`);
    writeFileSync(path, body);
    return path;
  };
  const paths = Object.entries(benchmarks).map(([name, body]) => file(name, body));
  const main = file(
    'main',
    `import { runAll } from '${pathToFileURL('bench/run-all.mjs').href}';
     console.log(JSON.stringify(await runAll(${JSON.stringify(paths)})));`,
  );
  const printed = spawnSync(process.execPath, [main], { encoding: 'utf8' }).stdout;
  return { printed, counts: JSON.parse(printed.trimEnd().split('\n').pop() ?? '') };
}

describe('npm run bench', () => {
  it('prints the other results when a benchmark fails or dies, and names it', () => {
    const { printed, counts } = bench({
      first: `export const run = async () => [${row('rows of the first')}];`,
      rejects: `export const run = async () => { throw new Error('no server'); };`,
      // As a pool whose idle connection breaks at the end.
      dies: `import { EventEmitter } from 'node:events';
        const breaks = () => new EventEmitter().emit('error', new Error('57P01'));
        export const run = () => new Promise(() => setImmediate(breaks));`,
      last: `export const run = async () => [${row('rows of the last')}];`,
    });
    expect(printed).toMatch(/✓ +rows of the first[\s\S]*✓ +rows of the last/);
    expect(printed).toMatch(/^Failed.*: rejects, dies\.$/m);
    expect(counts).toEqual({ missed: 0, failed: 2 });
  });

  it('counts rows that miss their goal', () => {
    const { printed, counts } = bench({
      slow: `export const run = async () => [{ name: 'slow', ratio: 0.5, min: 0.4, max: 0.6, goal: 1 }];`,
    });
    expect(printed).toMatch(/✗ +slow/);
    expect(counts).toEqual({ missed: 1, failed: 0 });
  });
});
