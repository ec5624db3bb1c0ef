import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bad } from './bad-package.js';
import type { FoundPackage } from './found-package.js';
import { type Manifest, readManifest } from './manifest.js';
import { packageFiles } from './package-files.js';
import { readBounded } from './read-bounded.js';
import { decodeText } from './texts.js';

/** Of a package.json, at most. */
export const manifestBytes = 1024 * 1024;
/** Of the README, which is cut there. */
export const descriptionBytes = 64 * 1024;

/** @throws BadPackage when the package.json cannot be read, is larger than 1 MB or is invalid */
export async function readManifestIn(directory: string): Promise<Manifest> {
  const bytes = await readBounded(join(directory, 'package.json'), 'package.json', manifestBytes + 1);
  if (bytes.length > manifestBytes) throw bad.tooLarge();
  return readManifest(bytes);
}

/**
 * Reads an installed npm package; its README, cut at 64 KB, is the description.
 *
 * @throws BadPackage
 */
export async function readPackage(directory: string): Promise<FoundPackage> {
  const { name, version, summary, tags, licence, homepage, author } = await readManifestIn(directory);
  const description = await readmeIn(directory);
  const files = packageFiles(directory);
  return { source: `npm:${name}`, name, summary, description, tags, licence, homepage, author, version, files };
}

/** @throws BadPackage */
export async function readmeIn(directory: string): Promise<string> {
  const files = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  const name = readmeAmong(files.map((entry) => entry.name));
  if (!name) return '';
  const bytes = await readBounded(join(directory, name), name, descriptionBytes);
  return decodeText(bytes, name, bytes.length === descriptionBytes);
}

/** The name of the README among files, one in Markdown first. */
export function readmeAmong(names: readonly string[]): string | undefined {
  return names
    .filter((name) => /^readme(\.(md|markdown|rst|txt))?$/i.test(name))
    .sort((a, b) => Number(/\.md$/i.test(b)) - Number(/\.md$/i.test(a)) || (a < b ? -1 : 1))[0];
}
