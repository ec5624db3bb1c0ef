import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathProblem } from '#platform/archives';
import { bad } from './bad-package.js';
import type { FoundFile } from './found-package.js';

const most = 100_000;

/**
 * The files of an installed package, by path, without those of nested packages. Its maker has chosen them. Symbolic links are
 * left out: npm packs none, so they were made after the installation.
 *
 * @throws BadPackage as `foundFiles`
 */
export function packageFiles(directory: string): FoundFile[] {
  return foundFiles(
    directory,
    paths(directory, (entry) => entry.isFile()),
  );
}

/**
 * Every file of a folder but those of `node_modules` and `.git`.
 *
 * @throws BadPackage as `foundFiles`, and when the folder has a link or a device
 */
export function folderFiles(directory: string): FoundFile[] {
  refuseLinks(linksIn(directory));
  return packageFiles(directory);
}

/** The paths of the links and devices in a folder, which no archive of a store may have. */
export const linksIn = (directory: string) => [...paths(directory, (entry) => !entry.isFile())];

export function refuseLinks(links: readonly string[]): void {
  if (links.length > 0) throw bad.links(links);
}

/** @throws BadPackage when there are more than 100,000 files, or one has a path that no upload may have */
export function foundFiles(directory: string, paths: Iterable<string>): FoundFile[] {
  const files: FoundFile[] = [];
  for (const path of paths) {
    if (files.length === most) throw bad.tooManyFiles();
    // A name that is not UTF-8 on disk is read with U+FFFD, and names no file.
    if (pathProblem(path) || path.includes('\uFFFD')) throw bad.path(path);
    const location = join(directory, path);
    files.push({ path, bytes: lstatSync(location).size, location });
  }
  return files;
}

/** Synchronous, because thirty thousand awaited calls take seconds; one package takes a few milliseconds. */
export function* paths(root: string, wanted: (entry: Dirent) => boolean, below = ''): Generator<string> {
  const entries = readdirSync(join(root, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    // A file in worktrees and submodules, which holds a path of this machine.
    if (entry.name === '.git') continue;
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (!entry.isDirectory()) {
      if (wanted(entry)) yield path;
    } else if (entry.name !== 'node_modules') yield* paths(root, wanted, path);
  }
}
