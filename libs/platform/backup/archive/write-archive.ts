import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type PassThrough, pipeline, Readable } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { ZipFile } from 'yazl';
import { PALIER_VERSION } from '#platform/config';
import type { TenantBlob } from '#platform/storage';
import { backupProblems } from '../backup.errors.js';
import { addFiles, type FileSource } from '../files/add-files.js';
import { blobsIn } from '../files/tenant-blob.js';
import { StreamDigest } from '../rows/stream-digest.js';
import type { Snapshot } from '../snapshot.js';
import type { Table } from '../tables/table.js';
import {
  type AboutArchive,
  type ArchivedTable,
  DIGEST_ENTRY,
  entryOf,
  FORMAT,
  MANIFEST_ENTRY,
  type Manifest,
} from './manifest.js';

/** Level 1 is faster than COPY; higher levels gain little on rows. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
/** Error codes of a file that cannot be written; sockets fail with other codes. */
const fileSystem = new Set([
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EIO',
]);
const owners = { mode: 0o100600, compress: false };

/**
 * Streams a snapshot into an archive, and the files that its rows list where their storage is a disk of this machine. The
 * file is renamed into place once it is complete and flushed to disk, readable by its owner alone; after a failure no file
 * is left.
 *
 * @param signal aborts it
 * @throws Problem `archive_exists`, `archive_unwritable`, `backup_file_missing`; errors of the snapshot
 */
export async function writeArchive(
  file: string,
  snapshot: Snapshot,
  about: AboutArchive,
  source: FileSource,
  signal?: AbortSignal,
): Promise<Manifest> {
  if (existsSync(file)) throw backupProblems.archive_exists({ file });
  const partial = `${file}.partial`;
  await rm(partial, { force: true });
  let written = partial;
  try {
    const manifest = await writeZip(partial, snapshot, about, source, signal);
    await rename(partial, file);
    written = file;
    await flushDirectory(file);
    return manifest;
  } catch (error) {
    await rm(written, { force: true });
    const { code = '' } = error as NodeJS.ErrnoException;
    throw fileSystem.has(code) ? backupProblems.archive_unwritable({ file, reason: code }, { cause: error }) : error;
  }
}

async function writeZip(
  partial: string,
  snapshot: Snapshot,
  about: AboutArchive,
  source: FileSource,
  signal?: AbortSignal,
): Promise<Manifest> {
  // The COPY must end before that of another table begins.
  const blobs: TenantBlob[] = [];
  for await (const blob of blobsIn(snapshot)) blobs.push(blob);
  const zip = new ZipFile();
  const cut = new AbortController();
  const aborted = signal ? AbortSignal.any([cut.signal, signal]) : cut.signal;
  const output = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
  const written = finished(zip.outputStream, output, { signal: aborted }).catch((error) => {
    cut.abort();
    throw error;
  });
  const filled = fill(zip, snapshot, about, blobs, source, aborted).catch((error) => {
    // The reader of the ZIP gets the failure.
    (zip.outputStream as PassThrough).destroy(error);
    throw error;
  });
  const [end, manifest] = await Promise.allSettled([written, filled]);
  if (end.status === 'rejected') throw end.reason;
  if (manifest.status === 'rejected') throw manifest.reason;
  return manifest.value();
}

/** @returns the manifest, for when the ZIP is written */
async function fill(
  zip: ZipFile,
  snapshot: Snapshot,
  about: AboutArchive,
  blobs: readonly TenantBlob[],
  source: FileSource,
  signal: AbortSignal,
): Promise<() => Manifest> {
  // A PassThrough, which yazl's types do not say.
  const output = zip.outputStream as PassThrough;
  const digests: StreamDigest[] = [];
  const add = (name: string, read: () => Readable) =>
    zip.addReadStreamLazy(name, { ...owners, mtime: snapshot.takenAt }, (give) => give(null, read()));
  const packed = (table: Table): Readable => {
    const digest = new StreamDigest();
    digests.push(digest);
    return pipeline(snapshot.rows(table), digest, createZstdCompress(level), (error) => {
      if (error) output.destroy(error);
    });
  };
  // yazl reads one entry after the other: one COPY at a time, and the manifest when all digests are known.
  for (const table of snapshot.tables) add(entryOf(table.name), () => packed(table));
  const included = source.store.local;
  const goneFiles = included ? await addFiles(zip, blobs, source, { ...owners, mtime: snapshot.takenAt }, signal) : [];
  const files = { files: included ? 'included' : 'listed', fileCount: blobs.length, goneFiles } as const;
  const manifest = (): Manifest => ({
    format: FORMAT,
    ...about,
    ...files,
    takenAt: snapshot.takenAt.toISOString(),
    deployment: snapshot.deployment,
    palier: PALIER_VERSION,
    postgresql: snapshot.serverVersion,
    migrations: snapshot.migrations,
    jobsVersion: snapshot.jobsVersion,
    sequences: snapshot.sequences,
    tables: snapshot.tables.map((table, i): ArchivedTable => {
      return { ...table, entry: entryOf(table.name), ...(digests[i] as StreamDigest).facts() };
    }),
  });
  const text = () => `${JSON.stringify(manifest(), null, 2)}\n`;
  add(MANIFEST_ENTRY, () => Readable.from([Buffer.from(text())]));
  add(DIGEST_ENTRY, () => Readable.from([Buffer.from(`${sha256(text())}  ${MANIFEST_ENTRY}\n`)]));
  zip.end();
  return manifest;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Flushes the directory, which holds the file's name; Windows cannot open a directory. */
async function flushDirectory(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using directory = await open(dirname(file));
  await directory.sync();
}
