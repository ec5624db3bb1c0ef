import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Builds a commit of the tree at `root` in a new directory, with the packages of that tree where the lock file is the same. */
export function buildCommit(root, commit, path) {
  execFileSync('sh', ['-c', `mkdir "$1" && git archive "$2" | tar -xf - -C "$1"`, 'sh', path, commit], { cwd: root });
  const lock = (of) => readFileSync(join(of, 'package-lock.json'), 'utf8');
  if (lock(path) === lock(root)) symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  else execFileSync('npm', ['ci'], { cwd: path, stdio: 'ignore' });
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: path, stdio: 'inherit' });
}
