import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathProblem } from '#platform/archives';
import { bad } from './bad-package.js';
import type { FoundFile } from './found-package.js';

const most = 100_000;

/**
 * The files of a package, by path, without those of nested packages and without symbolic links, which
 * could point outside the package.
 *
 * @throws BadPackage when there are more than 100,000 files, or one has a path that no upload may have
 */
export function packageFiles(directory: string): FoundFile[] {
  const files: FoundFile[] = [];
  for (const file of walk(directory, '')) {
    if (files.length === most) throw bad.tooManyFiles();
    if (pathProblem(file.path)) throw bad.path(file.path);
    files.push(file);
  }
  return files;
}

// Synchronous, because thirty thousand awaited calls take seconds; one package takes a few milliseconds.
function* walk(root: string, below: string): Generator<FoundFile> {
  const entries = readdirSync(join(root, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    const location = join(root, path);
    if (entry.isFile() && storableName(entry.name)) yield { path, bytes: lstatSync(location).size, location };
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') yield* walk(root, path);
  }
}

/** A name that is not UTF-8 on disk is read with U+FFFD and would name no file. */
const storableName = (name: string) => !name.includes('\uFFFD');
