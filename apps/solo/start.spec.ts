// Real: what `npm start` runs, the build and its compilers. Faked: the product, a tree of a few lines.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

let tree: string;
beforeEach(() => {
  // A path that needs quotes.
  tree = mkdtempSync(join(tmpdir(), "palier d'été "));
  for (const path of ['apps/build', 'apps/solo/start.mjs', 'tsconfig.build.json', 'package.json'])
    cpSync(path, join(tree, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
  for (const name of ['api', 'worker', 'cli']) write(`apps/${name}/main.ts`, 'export {};');
  write('apps/solo/main.ts', `import { text } from '../../libs/text/index.js';\nconsole.log(text);`);
  write('libs/text/index.ts', `export const text: string = 'served';`);
  write('libs/text/other.ts', 'export {};');
});
afterEach(() => rmSync(tree, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

function start() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(tree, 'apps/solo/start.mjs')], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
const served = { status: 0, stdout: 'served\n', stderr: '' };
const builtAndServed = { ...served, stdout: 'Palier: building…\nserved\n' };

describe('npm start', () => {
  it('builds once, and again what changed', () => {
    expect(start()).toEqual(builtAndServed);
    expect(start()).toEqual(served);
    write('libs/text/index.ts', `export const text: string = 'changed';`);
    expect(start()).toEqual({ ...served, stdout: 'Palier: building…\nchanged\n' });
  });

  it('leaves nothing built of a source that is no longer there', () => {
    start();
    rmSync(join(tree, 'libs/text/other.ts'));
    expect(start()).toEqual(builtAndServed);
    expect(existsSync(join(tree, 'dist/libs/text/other.js'))).toBe(false);
  });

  it('says where a source cannot be parsed, each time until it can', () => {
    write('libs/text/other.ts', 'const x = (;');
    for (const _ of [1, 2]) {
      const { status, stderr } = start();
      expect([status, stderr]).toEqual([1, expect.stringContaining('libs/text/other.ts:1:1')]);
      expect(stderr).toMatch(/\nThe build failed: correct the error above and start again\.\n$/);
      expect(stderr).not.toContain('backtrace');
    }
    write('libs/text/other.ts', 'export {};');
    expect(start()).toEqual(builtAndServed);
  });

  it('builds again after a build that did not come to its end', () => {
    start();
    rmSync(join(tree, 'dist/complete'));
    rmSync(join(tree, 'dist/libs'), { recursive: true });
    expect(start()).toEqual(builtAndServed);
  });
});
