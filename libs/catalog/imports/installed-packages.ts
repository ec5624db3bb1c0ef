import { relative } from 'node:path';
import { catalogProblems } from '../catalog.errors.js';
import { orSkip } from './bad-package.js';
import { compareVersions } from './compare-versions.js';
import type { Finding, PackageSource } from './found-package.js';
import { packageDirectories, requireDirectory } from './package-directories.js';
import { readManifestIn, readPackage } from './read-package.js';

/** The directories of the packages in an installed tree, and those that cannot be apps. */
export interface InstalledPackages {
  readonly skipped: readonly Finding[];
  /** Of several versions of a package the highest, by name. */
  readonly highest: ReadonlyMap<string, { readonly directory: string; readonly version: string }>;
}

/**
 * Every package under a `node_modules` directory, including scoped packages and those nested in
 * another's `node_modules`; of several versions the highest.
 *
 * @throws Problem `import_directory_unreadable`, `import_directory_empty` (400)
 */
export async function installedPackages(nodeModules: string): Promise<PackageSource> {
  const { skipped, highest } = await packagesIn(nodeModules);
  const total = skipped.length + highest.size;
  if (!total) throw catalogProblems.import_directory_empty({ directory: nodeModules });
  return { total, findings: () => read(nodeModules, skipped, [...highest.values()]) };
}

/** @throws Problem `import_directory_unreadable` (400) */
export async function packagesIn(nodeModules: string): Promise<InstalledPackages> {
  requireDirectory(nodeModules);
  const skipped: Finding[] = [];
  const highest = new Map<string, { directory: string; version: string }>();
  for (const directory of packageDirectories(nodeModules)) {
    const manifest = await orSkip(relative(nodeModules, directory), () => readManifestIn(directory));
    if ('skipped' in manifest) skipped.push(manifest);
    else {
      const other = highest.get(manifest.name);
      if (other && compareVersions(manifest.version, other.version) <= 0) continue;
      highest.set(manifest.name, { directory, version: manifest.version });
    }
  }
  return { skipped, highest };
}

async function* read(
  root: string,
  skipped: readonly Finding[],
  packages: { directory: string }[],
): AsyncGenerator<Finding> {
  yield* skipped;
  for (const { directory } of packages) {
    yield await orSkip(relative(root, directory), async () => ({ found: await readPackage(directory) }));
  }
}
