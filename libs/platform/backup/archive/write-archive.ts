import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type PassThrough, pipeline, Readable } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { ZipFile } from 'yazl';
import { backupProblems } from '../backup.errors.js';
import { StreamDigest } from '../rows/stream-digest.js';
import type { Snapshot } from '../snapshot.js';
import type { Table } from '../tables/table.js';
import {
  type ArchivedTable,
  DIGEST_ENTRY,
  entryOf,
  FORMAT,
  MANIFEST_ENTRY,
  type Manifest,
  PALIER_VERSION,
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
 * Streams a snapshot into an archive. The file is renamed into place once it is complete and flushed to
 * disk, readable by its owner alone; after a failure no file is left.
 *
 * @throws Problem `archive_exists`, `archive_unwritable`; errors of the snapshot
 */
export async function writeArchive(
  file: string,
  snapshot: Snapshot,
  about: Pick<Manifest, 'kind' | 'tenant'>,
): Promise<Manifest> {
  if (existsSync(file)) throw backupProblems.archive_exists({ file });
  const partial = `${file}.partial`;
  await rm(partial, { force: true });
  try {
    const { zip, manifest } = zipOf(snapshot, about);
    const output = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
    await finished(zip.outputStream, output);
    await rename(partial, file);
    await flushDirectory(file);
    return manifest();
  } catch (error) {
    await rm(partial, { force: true });
    const { code = '' } = error as NodeJS.ErrnoException;
    throw fileSystem.has(code) ? backupProblems.archive_unwritable({ file, reason: code }, { cause: error }) : error;
  }
}

function zipOf(snapshot: Snapshot, about: Pick<Manifest, 'kind' | 'tenant'>) {
  const zip = new ZipFile();
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
  const manifest = (): Manifest => ({
    format: FORMAT,
    ...about,
    takenAt: snapshot.takenAt.toISOString(),
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
  // yazl reads one entry after the other: one COPY at a time, and the manifest when all digests are known.
  for (const table of snapshot.tables) add(entryOf(table.name), () => packed(table));
  add(MANIFEST_ENTRY, () => Readable.from([Buffer.from(text())]));
  add(DIGEST_ENTRY, () => Readable.from([Buffer.from(`${sha256(text())}  ${MANIFEST_ENTRY}\n`)]));
  zip.end();
  return { zip, manifest };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Flushes the directory, which holds the file's name; Windows cannot open a directory. */
async function flushDirectory(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(dirname(file));
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
