import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type ArchiveContents, type ArchiveLimits, ratioFrom } from './archive-entry.js';
import { archiveRefused } from './archives.errors.js';
import { refuseClashes } from './compare-entries.js';
import { storedBytes } from './entry-content.js';
import { pathOf, pathProblem } from './file-path.js';
import { withoutSystemFiles } from './system-files.js';
import { readTarEntries, type TarEntry } from './tar-entries.js';

/** The folder in which `npm pack` puts all files of a package. */
const npmFolder = 'package';
/** Room for the headers of an entry and for what fills up its blocks. */
const headerBytes = 4096;

/** Whether a file begins as gzip does; nothing else of it is read. */
export async function isGzip(file: string): Promise<boolean> {
  await using handle = await open(file);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
}

/**
 * Decompresses a gzipped tar and checks all its headers: version 7, ustar, pax and GNU's long names. Where all entries are in
 * the folder `package`, as `npm pack` has it, their paths are those within it. Files that macOS adds are left out. The ratio is
 * that of the whole archive.
 *
 * @param tar where the tar is written, which must not exist; the caller deletes it, also after a refusal
 * @throws Problem `archive_refused` (422), whose member `reason` says why
 */
export async function inspectTarball(
  file: string,
  tar: string,
  limits: ArchiveLimits,
  signal?: AbortSignal,
): Promise<ArchiveContents> {
  await decompress(file, tar, limits, signal);
  const handle = await open(tar);
  try {
    const { size } = await handle.stat();
    const all = pathsOf(await readTarEntries(handle, size, limits, signal));
    const { kept, leftOut } = withoutSystemFiles(all);
    const folders = new Set(all.filter(({ directory }) => directory).map(({ path }) => path));
    const entries = withoutFolder(kept);
    for (const { path, name } of entries) {
      const reason = pathProblem(path);
      if (reason) throw archiveRefused(reason, { entry: name });
    }
    refuseClashes(entries);
    const files = entries.filter(({ directory }) => !directory);
    return {
      files: files.map(({ path, bytes, dataOffset }) => ({
        path,
        bytes,
        open: () => content(handle, bytes, dataOffset),
      })),
      leftOut: leftOut.filter((path) => !folders.has(path)),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function decompress(
  file: string,
  tar: string,
  { entries, totalBytes, ratio }: ArchiveLimits,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { size } = await stat(file);
  async function* bounded(chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      bytes += chunk.length;
      if (bytes > ratioFrom && bytes > ratio * size) throw archiveRefused('compression_ratio', { limit: ratio });
      if (bytes > totalBytes + entries * headerBytes) throw archiveRefused('archive_too_large', { limit: totalBytes });
      yield chunk;
    }
  }
  const source = createReadStream(file);
  const gunzip = createGunzip();
  source.once('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    // Without the source, since gzip ends before it where zeros follow.
    await pipeline(gunzip, bounded, createWriteStream(tar, { flags: 'wx', mode: 0o600 }));
    for await (const rest of createReadStream(file, { start: gunzip.bytesWritten }))
      if (rest.some((byte: number) => byte !== 0)) throw archiveRefused('damaged');
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw archiveRefused('truncated', { cause });
    if (code.startsWith('Z_')) throw archiveRefused('damaged', { cause });
    throw cause;
  } finally {
    source.destroy();
  }
}

type PlacedEntry = TarEntry & { readonly path: string };

/** Without the folder that was packed. */
function pathsOf(entries: readonly TarEntry[]): PlacedEntry[] {
  const placed = entries.map((entry) => ({ ...entry, path: pathOf(entry.name, entry.directory) }));
  return placed.filter(({ name, path, directory }) => !directory || path !== '' || name === '' || name === '/');
}

function withoutFolder(entries: readonly PlacedEntry[]): PlacedEntry[] {
  const isFolder = ({ path, directory }: PlacedEntry) => directory && path === npmFolder;
  if (!entries.every((entry) => isFolder(entry) || entry.path.startsWith(`${npmFolder}/`))) return [...entries];
  return entries
    .filter((entry) => !isFolder(entry))
    .map((entry) => ({ ...entry, path: entry.path.slice(npmFolder.length + 1) }));
}

function content(file: FileHandle, bytes: number, dataOffset: number): Readable {
  return Readable.from(storedBytes(file, { storedBytes: bytes, dataOffset }), { objectMode: false });
}
