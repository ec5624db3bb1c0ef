/**
 * `npm run drill [-- <name>…]`: breaks the running product on purpose, one drill after another, and
 * reports what was lost. Each drill is a program of this folder that exits with 0 when nothing was.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';

const drills = globSync('*.mjs', { cwd: import.meta.dirname })
  .map((file) => basename(file, '.mjs'))
  .filter((name) => name !== 'run')
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !drills.includes(name));
if (unknown.length > 0) {
  console.error(`There is no drill ${unknown.join(', ')}: choose among ${drills.join(', ')}.`);
  process.exit(1);
}

const failed = (wanted.length > 0 ? wanted : drills).filter((name) => {
  console.log(`\n${name} …`);
  const program = join(import.meta.dirname, `${name}.mjs`);
  return spawnSync(process.execPath, [program], { stdio: 'inherit', timeout: 900_000 }).status !== 0;
});
console.log(failed.length === 0 ? '\nEvery drill passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
