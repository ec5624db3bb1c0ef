// Real: the script that `npm start` runs, in a tree of its own. Faked: the build and the product, which say that they ran.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

let tree: string;
/** Writes a file as of so many seconds after the build. */
function write(path: string, after: number, text = ''): void {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  utimesSync(file, 1_000_000_000 + after, 1_000_000_000 + after);
}

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'palier-start-'));
  for (const path of ['package.json', 'node_modules/.package-lock.json', 'tsconfig.build.json', 'libs/a/a.ts'])
    write(path, -60, '{"type":"module"}');
  write('apps/build/build.mjs', -60, "console.log('built');");
  write('dist/apps/solo/main.js', 0, "console.log('started');");
  write('dist/complete', 0);
  mkdirSync(join(tree, 'node_modules/@swc/core'), { recursive: true });
  cpSync('apps/solo/start.mjs', join(tree, 'apps/solo/start.mjs'));
  for (const path of ['apps/solo/start.mjs', 'apps/solo', 'apps/build', 'apps', 'libs/a', 'libs'])
    utimesSync(join(tree, path), 999_999_940, 999_999_940);
});
afterEach(() => rmSync(tree, { recursive: true }));

const started = () => spawnSync(process.execPath, ['apps/solo/start.mjs'], { cwd: tree, encoding: 'utf8' }).stdout;

it('starts what is built', () => {
  expect(started()).toBe('started\n');
});

it.each([
  ['a source changed', () => write('libs/a/a.ts', 60)],
  ['a source was deleted', () => rmSync(join(tree, 'libs/a/a.ts'))],
  ['other dependencies were installed', () => write('node_modules/.package-lock.json', 60, '{}')],
  ['the last build was interrupted', () => rmSync(join(tree, 'dist/complete'))],
])('builds first where %s', (_, change) => {
  change();
  expect(started()).toBe('Palier: building…\nbuilt\nstarted\n');
});

it('builds nothing for tests that changed', () => {
  write('libs/a/a.spec.ts', 60);
  utimesSync(join(tree, 'libs/a'), 999_999_940, 999_999_940);
  expect(started()).toBe('started\n');
});
