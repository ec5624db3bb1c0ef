import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogProblems } from '../catalog.errors.js';

/** @throws Problem `import_directory_unreadable` (400) when the path is not a directory that can be listed */
export function requireDirectory(directory: string): void {
  try {
    readdirSync(directory);
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw catalogProblems.import_directory_unreadable({ directory, cause }, { cause: error });
  }
}

/**
 * The directories of the packages in a `node_modules` directory and in nested ones, by path. Links, as
 * made by workspaces and pnpm, are skipped, because their targets are not installed here. A nested
 * directory that cannot be listed is yielded as a package, so that reading it reports the error.
 *
 * @throws Error of `readdir` when the first directory cannot be listed
 */
export function* packageDirectories(nodeModules: string): Generator<string> {
  for (const { name } of directoriesIn(nodeModules)) {
    const path = join(nodeModules, name);
    if (name.startsWith('@')) yield* listed(path, scopedPackages);
    else yield* withNested(path);
  }
}

function* scopedPackages(scope: string): Generator<string> {
  for (const { name } of directoriesIn(scope)) yield* withNested(join(scope, name));
}

function* withNested(directory: string): Generator<string> {
  yield directory;
  const nested = join(directory, 'node_modules');
  if (existsSync(nested)) yield* listed(nested, packageDirectories);
}

function* listed(path: string, packages: (path: string) => Generator<string>): Generator<string> {
  try {
    yield* packages(path);
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).syscall) throw error;
    yield path;
  }
}

/** The directories in a directory, without hidden ones, which hold files of tools. */
function directoriesIn(path: string): Dirent[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
