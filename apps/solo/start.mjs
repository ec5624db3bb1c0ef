// What `npm start` runs. It must parse on any Node, because it reports which version is needed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import * as module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const main = join(root, 'dist', 'apps', 'solo', 'main.js');
const complete = join(root, 'dist', 'complete');

if (Number(process.versions.node.split('.')[0]) < 26) {
  stop(`Palier needs Node 26 or later, this is ${process.versions.node}: run "npm start", which brings its own.`);
}

process.chdir(root);
if (buildIsStale()) build();
// Node then compiles each file once, not at each start.
module.enableCompileCache();
await import(pathToFileURL(main));

function buildIsStale() {
  if (!existsSync(complete)) return true;
  const builtAt = statSync(complete).mtimeMs;
  // What npm installed last is bundled, too: the second file is written by each installation.
  const sources = [
    'package.json',
    'node_modules/.package-lock.json',
    'tsconfig.build.json',
    'apps',
    'libs',
    'migrations',
  ];
  return sources.some((path) => existsSync(path) && newerThan(path, builtAt));
}

function newerThan(path, time) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return !path.endsWith('.spec.ts') && stat.mtimeMs > time;
  // That of a directory tells of files that are no longer there.
  return stat.mtimeMs > time || readdirSync(path).some((name) => newerThan(join(path, name), time));
}

function build() {
  if (!existsSync(join('node_modules', '@swc', 'core'))) {
    stop('The dependencies are missing: run "npm ci", then "npm start".');
  }
  process.stdout.write('Palier: building…\n');
  const from = performance.now();
  const built = spawnSync(process.execPath, [join('apps', 'build', 'build.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (built.status !== 0) stop('The build failed: correct the error above and start again.');
  performance.measure('build', { start: from });
}

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
