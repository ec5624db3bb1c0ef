import { createWriteStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type ArchiveContents, inspectTarball, isGzip, uploadLimits, withoutSystemFiles } from '#platform/archives';
import { catalogProblems } from '../catalog.errors.js';
import { largestArchive, mostFiles } from '../files/file-limits.js';
import { BadPackage, bad, shownPaths } from './bad-package.js';
import { type Manifest, readManifest } from './manifest.js';
import { npmFiles } from './npm-files.js';
import { folderFiles } from './package-files.js';
import { descriptionBytes, manifestBytes, readManifestIn, readmeAmong, readmeIn } from './read-package.js';
import { onDisk, secretsAmong } from './secrets.js';
import { wantedSlug } from './slugs.js';
import { decodeText } from './texts.js';

/** A package as its makers have it: what the page of its app shows, and an archive of its files for an upload. */
export interface PackedPackage {
  /** The slug that is made of its name. */
  readonly slug: string;
  /** Within the limits of an app, as the import of packages cuts them. */
  readonly texts: Readonly<Omit<Manifest, 'version'> & { description: string }>;
  readonly version: string;
  /** The paths of its files. */
  readonly files: readonly string[];
  /** The paths of what macOS added, which no store keeps. */
  readonly leftOut: readonly string[];
  /** Of all files, unpacked. */
  readonly bytes: number;
  /** A ZIP or a gzipped tar. */
  readonly archive: { readonly file: string; readonly type: 'application/zip' | 'application/gzip' };
}

/** What makers say beside the package. */
export interface PackOptions {
  /** The name of an app in a folder without a `package.json`, and its version, which is that of the package elsewhere. */
  readonly app?: string;
  readonly version?: string;
  /** Paths, from the package, of files that are sent although they look like secrets. */
  readonly allow?: readonly string[];
}

type Read = Omit<PackedPackage, 'slug' | 'archive'>;

/**
 * Reads a package: a folder, whose files are put in a ZIP, or a file that `npm pack` made. Of a folder with a `package.json`
 * the files are those that `npm pack` would pack, of another one all but `node_modules` and `.git`.
 *
 * @param scratch a folder for what is written meanwhile, also for the ZIP; the caller deletes it
 * @throws Problem `package_refused`, `package_has_secrets`, `npm_failed` (400), `archive_refused` (422)
 */
export async function packPackage(path: string, scratch: string, options: PackOptions = {}): Promise<PackedPackage> {
  try {
    const directory = (await stat(path)).isDirectory();
    const packed = directory ? await zipped(path, scratch, options) : await tarball(path, scratch, options);
    if (options.version && options.version !== packed.version) throw bad.otherVersion(packed.version, options.version);
    return { ...packed, slug: wantedSlug(packed.texts.name) };
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (!(error instanceof BadPackage) && !syscall) throw error;
    const { reason } = error instanceof BadPackage ? error : bad.unreadable('it', code);
    throw catalogProblems.package_refused({ path, reason }, { cause: error });
  }
}

async function zipped(directory: string, scratch: string, options: PackOptions): Promise<Omit<PackedPackage, 'slug'>> {
  const { texts, version, found: all } = await readFolder(directory, scratch, options);
  const { kept: found, leftOut } = withoutSystemFiles(all);
  await refuseSecretsOf(directory, found.map(onDisk), options);
  const file = join(scratch, 'package.zip');
  const zip = new ZipFile();
  // A PassThrough, which yazl's types do not say.
  const output = zip.outputStream as Readable;
  zip.once('error', (error) => output.destroy(error as Error));
  for (const { location, path } of found) zip.addFile(location, path);
  zip.end();
  await pipeline(output, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  return { texts, version, leftOut, ...sumOf(found), archive: { file, type: 'application/zip' } };
}

async function readFolder(directory: string, scratch: string, { app, version }: PackOptions) {
  const isBare = app && version && !existsSync(join(directory, 'package.json'));
  const manifest = isBare ? { name: app, version, summary: '', tags: [] } : await readManifestIn(directory);
  const found = isBare ? folderFiles(directory) : await npmFiles(directory, manifest.name, join(scratch, 'links'));
  return { ...split({ ...manifest, description: await readmeIn(directory) }), found };
}

async function tarball(file: string, scratch: string, options: PackOptions): Promise<Omit<PackedPackage, 'slug'>> {
  if (!(await isGzip(file))) throw bad.notPacked();
  const limits = { ...uploadLimits, entries: mostFiles, totalBytes: largestArchive };
  const archive = await inspectTarball(file, join(scratch, 'package.tar'), limits);
  try {
    const read = await readIn(archive);
    await refuseSecretsOf(file, archive.files, options);
    return { ...read, archive: { file, type: 'application/gzip' } };
  } finally {
    await archive.close();
  }
}

async function readIn({ files, leftOut }: ArchiveContents): Promise<Read> {
  const fileAt = (name: string | undefined) => files.find(({ path }) => path === name);
  const packageJson = fileAt('package.json');
  if (!packageJson) throw bad.unreadable('package.json', 'ENOENT');
  if (packageJson.bytes > manifestBytes) throw bad.tooLarge();
  const manifest = readManifest(await buffer(packageJson.open()));
  const readme = fileAt(readmeAmong(files.map(({ path }) => path)));
  const start = readme ? (await buffer(readme.open())).subarray(0, descriptionBytes) : Buffer.alloc(0);
  const description = readme ? decodeText(start, readme.path, start.length === descriptionBytes) : '';
  return { ...split({ ...manifest, description }), leftOut, ...sumOf(files) };
}

const split = ({ version, ...texts }: Manifest & { description: string }) => ({ version, texts });

const sumOf = (files: readonly { path: string; bytes: number }[]) => ({
  files: files.map(({ path }) => path),
  bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
});

async function refuseSecretsOf(path: string, files: Parameters<typeof secretsAmong>[0], { allow = [] }: PackOptions) {
  const allowed = allow.map((each) => relative(path, resolve(path, each)).replaceAll(sep, '/'));
  const unknown = allowed.filter((each) => !files.some((file) => file.path === each));
  if (unknown.length > 0) throw bad.notAmongFiles(unknown);
  const secrets = await secretsAmong(files, allowed);
  if (secrets.length > 0) throw catalogProblems.package_has_secrets({ path, secrets: shownPaths(secrets) });
}
