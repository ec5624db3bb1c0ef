import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { catalogProblems } from '../catalog.errors.js';
import { mostFiles } from '../files/file-limits.js';
import type { FoundFile } from './found-package.js';
import { foundFiles, linksIn, paths, refuseLinks } from './package-files.js';

const run = promisify(execFile);
/** Bytes that a list of 100,000 files may have. */
const longestList = 100_000_000;
/** Files by which npm chooses. */
const ruleFile = /^(package\.json|\.npmignore|\.gitignore)$/;
const bundledPackage = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * The files of a folder that `npm pack` would pack, by path. npm leaves links out without a word; here they are refused.
 *
 * @param name the name in its package.json
 * @param scratch a folder for a copy in which npm says which links it would pack if they were files
 * @throws BadPackage as `foundFiles`, and when a link belongs to the package; Problem `npm_failed` (400)
 */
export async function npmFiles(directory: string, name: string, scratch: string): Promise<FoundFile[]> {
  const links = linksIn(directory);
  if (links.length > 0) {
    for (const path of paths(directory, (entry) => ruleFile.test(entry.name)))
      copyFileSync(join(directory, path), place(scratch, path));
    for (const path of links.filter((link) => !ruleFile.test(basename(link))))
      fillIn(join(directory, path), place(scratch, path));
    const packed = await listOf(scratch, name);
    refuseLinks(links.filter((link) => packed.some((path) => path === link || path.startsWith(`${link}/`))));
  }
  const list = await listOf(directory, name);
  refuseLinks(linksOfBundled(directory, list));
  return foundFiles(directory, list);
}

/** npm packs a bundled package through a link, and leaves the links in it out. */
function linksOfBundled(directory: string, list: readonly string[]): string[] {
  const root = realpathSync(directory);
  return [...new Set(list.flatMap((path) => bundledPackage.exec(path)?.[0] ?? []))].flatMap((path) => {
    const folder = join(root, path);
    return realpathSync(folder) === folder ? linksIn(folder).map((link) => `${path}/${link}`) : [path];
  });
}

function place(root: string, path: string): string {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  return join(root, path);
}

/** In place of a link to a folder a folder with files of the same names, since npm may choose by these. */
function fillIn(link: string, copy: string): void {
  const folder = statSync(link, { throwIfNoEntry: false })?.isDirectory();
  let left = mostFiles;
  for (const path of folder ? paths(link, () => true) : ['']) {
    if (left === 0) return;
    writeFileSync(place(copy, path), '');
    left -= 1;
  }
}

/** npm may run in a workspace or list others by its settings, so the list is compared with the name of the package. */
async function listOf(directory: string, name: string): Promise<string[]> {
  try {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--no-update-notifier', '--no-workspaces'];
    const [command, ...script] = npm();
    const options = { cwd: directory, env: environment(), maxBuffer: longestList };
    const { stdout } = await run(command, [...script, ...args], options);
    const lists: unknown = JSON.parse(stdout);
    const [list] = (Array.isArray(lists) ? lists : []) as [{ name: string; files: { path: string }[] }?];
    if (list?.name !== name) throw new Error(`npm printed no list of the files of ${name}`);
    return list.files.map(({ path }) => path).sort((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const lines = stderr?.replace(/^npm (error|ERR!) ?/gm, '').replace(/^A complete log of this run .*/m, '');
    throw catalogProblems.npm_failed({ directory, cause: lines?.trim() || message }, { cause: error });
  }
}

/** The script of npm, run without a shell: Windows has no other npm than `npm.cmd`. Elsewhere `npm` may be any program. */
function npm(): [command: string, ...script: string[]] {
  const { npm_execpath: running = '', PATH = '' } = process.env;
  const folders = [...PATH.split(delimiter).filter(isAbsolute), dirname(process.execPath)];
  const beside = folders.flatMap((folder) => [join(folder, 'npm'), join(folder, 'node_modules/npm/bin/npm-cli.js')]);
  const found = [running, ...beside].filter((path) => existsSync(path)).map((path) => realpathSync(path));
  const script = found.find((path) => basename(path) === 'npm-cli.js');
  return script ? [process.execPath, script] : ['npm'];
}

/** Without the key of the store, and without the settings that choose workspaces. */
const environment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(PALIER_KEY|npm_config_(workspaces?|include_workspace_root))$/i.test(name),
    ),
  );
