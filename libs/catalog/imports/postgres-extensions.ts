import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { catalogProblems } from '../catalog.errors.js';
import { orSkip } from './bad-package.js';
import { readControl } from './extension-control.js';
import type { Finding, FoundFile, FoundPackage, PackageSource } from './found-package.js';
import { requireDirectory } from './package-directories.js';
import { readBounded } from './read-bounded.js';

const controlBytes = 64 * 1024;

/**
 * The extensions of a PostgreSQL installation: every `*.control` in a directory named `extension`,
 * as in `share/postgresql/extension`.
 *
 * @throws Problem `import_directory_unreadable`, `import_directory_empty` (400)
 */
export async function postgresExtensions(installation: string): Promise<PackageSource> {
  requireDirectory(installation);
  const controls = readdirSync(installation, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.control') && basename(dirname(join(installation, path))) === 'extension')
    .sort();
  if (!controls.length) throw catalogProblems.import_directory_empty({ directory: installation });
  return { total: controls.length, findings: () => read(installation, controls) };
}

async function* read(root: string, controls: string[]): AsyncGenerator<Finding> {
  for (const path of controls) yield await orSkip(path, async () => ({ found: await readExtension(join(root, path)) }));
}

async function readExtension(path: string): Promise<FoundPackage> {
  const name = basename(path, '.control');
  const control = readControl(await readBounded(path, basename(path), controlBytes), basename(path));
  const files = filesOf(dirname(path), name);
  return { source: `postgres:${name}`, name, description: '', ...control, files };
}

/** The files of an extension, by their names: all extensions share one directory. */
function filesOf(directory: string, name: string): FoundFile[] {
  return readdirSync(directory)
    .filter((file) => file === `${name}.control` || (file.startsWith(`${name}--`) && file.endsWith('.sql')))
    .sort()
    .map((path) => ({ path, bytes: lstatSync(join(directory, path)).size, location: join(directory, path) }));
}
