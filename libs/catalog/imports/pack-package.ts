import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type ArchiveContents, inspectTarball, isGzip, uploadLimits } from '#platform/archives';
import { catalogProblems } from '../catalog.errors.js';
import { largestArchive, mostFiles } from '../files/file-limits.js';
import { BadPackage, bad } from './bad-package.js';
import type { FoundPackage } from './found-package.js';
import { readManifest } from './manifest.js';
import { descriptionBytes, manifestBytes, readmeAmong, readPackage } from './read-package.js';
import { wantedSlug } from './slugs.js';
import { decodeText } from './texts.js';

/** A package as its makers have it: what the page of its app shows, and an archive of its files for an upload. */
export interface PackedPackage {
  /** The slug that is made of its name. */
  readonly slug: string;
  /** Within the limits of an app, as the import of packages cuts them. */
  readonly texts: Readonly<Omit<FoundPackage, 'source' | 'version' | 'files'>>;
  readonly version: string;
  readonly files: number;
  /** Of all files, unpacked. */
  readonly bytes: number;
  /** A ZIP or a gzipped tar. */
  readonly archive: { readonly file: string; readonly type: 'application/zip' | 'application/gzip' };
}

type Read = Omit<PackedPackage, 'slug' | 'archive'>;

/**
 * Reads a package: a folder with a `package.json`, whose files but those of `node_modules` and `.git` are put in a ZIP, or a
 * file that `npm pack` made.
 *
 * @param scratch a folder for what is written meanwhile, also for the ZIP; whoever calls this deletes it
 * @throws Problem `package_refused` (400), `archive_refused` (422)
 */
export async function packPackage(path: string, scratch: string): Promise<PackedPackage> {
  try {
    const directory = (await stat(path)).isDirectory();
    const packed = directory ? await zipped(path, join(scratch, 'package.zip')) : await tarball(path, scratch);
    return { ...packed, slug: wantedSlug(packed.texts.name) };
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (!(error instanceof BadPackage) && !syscall) throw error;
    const { reason } = error instanceof BadPackage ? error : bad.unreadable('it', code);
    throw catalogProblems.package_refused({ path, reason }, { cause: error });
  }
}

async function zipped(directory: string, file: string): Promise<Omit<PackedPackage, 'slug'>> {
  const { source: _, version, files, ...texts } = await readPackage(directory);
  const zip = new ZipFile();
  // A PassThrough, which yazl's types do not say.
  const output = zip.outputStream as Readable;
  zip.once('error', (error) => output.destroy(error as Error));
  for (const { location, path } of files) zip.addFile(location, path);
  zip.end();
  await pipeline(output, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  return { texts, version, files: files.length, bytes, archive: { file, type: 'application/zip' } };
}

async function tarball(file: string, scratch: string): Promise<Omit<PackedPackage, 'slug'>> {
  if (!(await isGzip(file))) throw bad.notPacked();
  const limits = { ...uploadLimits, entries: mostFiles, totalBytes: largestArchive };
  const archive = await inspectTarball(file, join(scratch, 'package.tar'), limits);
  try {
    return { ...(await readIn(archive)), archive: { file, type: 'application/gzip' } };
  } finally {
    await archive.close();
  }
}

async function readIn({ files }: ArchiveContents): Promise<Read> {
  const named = (name: string | undefined) => files.find(({ path }) => path === name);
  const packageJson = named('package.json');
  if (!packageJson) throw bad.unreadable('package.json', 'ENOENT');
  if (packageJson.bytes > manifestBytes) throw bad.tooLarge();
  const { version, ...texts } = readManifest(await buffer(packageJson.open()));
  const readme = named(readmeAmong(files.map(({ path }) => path)));
  const start = readme ? (await buffer(readme.open())).subarray(0, descriptionBytes) : Buffer.alloc(0);
  const description = readme ? decodeText(start, readme.path, start.length === descriptionBytes) : '';
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  return { texts: { ...texts, description }, version, files: files.length, bytes };
}
