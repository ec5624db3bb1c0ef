import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { catalogProblems } from '../catalog.errors.js';
import type { FoundFile } from './found-package.js';
import { foundFiles, linksIn, paths, refuseLinks } from './package-files.js';

const run = promisify(execFile);
/** Of the list of 100,000 files. */
const longestList = 100_000_000;
/** Files by which npm chooses. */
const choosing = /^(package\.json|\.npmignore|\.gitignore)$/;

/**
 * The files of a folder that `npm pack` would pack, by path. npm leaves links out without a word; here they are refused.
 *
 * @param scratch a folder for a copy in which npm says which links it would pack if they were files
 * @throws BadPackage as `foundFiles`, and when a link belongs to the package; Problem `npm_failed` (400)
 */
export async function npmFiles(directory: string, scratch: string): Promise<FoundFile[]> {
  const links = linksIn(directory);
  if (links.length > 0) {
    for (const path of paths(directory, ({ name }) => choosing.test(name)))
      copyFileSync(join(directory, path), place(scratch, path));
    for (const path of links) fillIn(join(directory, path), place(scratch, path));
    const packed = await listOf(scratch);
    refuseLinks(links.filter((link) => packed.some((path) => path === link || path.startsWith(`${link}/`))));
  }
  return foundFiles(directory, await listOf(directory));
}

function place(root: string, path: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  return join(root, path);
}

/** In place of a link to a folder a folder with the same names, since npm may choose by these. */
function fillIn(link: string, copy: string): void {
  const folder = statSync(link, { throwIfNoEntry: false })?.isDirectory();
  if (folder) mkdirSync(copy);
  for (const path of folder ? readdirSync(link).map((name) => join(copy, name)) : [copy]) writeFileSync(path, '');
}

async function listOf(directory: string): Promise<string[]> {
  try {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--no-update-notifier'];
    const { stdout } = await run('npm', args, { cwd: directory, maxBuffer: longestList });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    return files.map(({ path }) => path).sort((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const cause = stderr?.replace(/^npm (error|ERR!) ?/gm, '').trim() || message;
    throw catalogProblems.npm_failed({ directory, cause }, { cause: error });
  }
}
