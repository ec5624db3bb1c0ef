import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { CheckedEntry } from './archive-entry.js';
import { archiveRefused } from './archives.errors.js';

/** What is read of an archive at once, in bytes. */
const PIECE_BYTES = 65_536;

/** Unpacks an entry, and checks its size and checksum; the stream fails with the problem `archive_refused` (422). */
export function contentOf(file: FileHandle, entry: CheckedEntry): Readable {
  return Readable.from(checked(file, entry), { objectMode: false });
}

async function* checked(file: FileHandle, entry: CheckedEntry): AsyncGenerator<Buffer> {
  let bytes = 0;
  let sum = 0;
  for await (const chunk of unpacked(file, entry)) {
    bytes += chunk.length;
    if (bytes > entry.bytes) break;
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (bytes !== entry.bytes) throw archiveRefused('size_mismatch', { entry: entry.path });
  if (sum !== entry.crc32) throw archiveRefused('damaged', { entry: entry.path });
}

async function* unpacked(file: FileHandle, entry: CheckedEntry): AsyncGenerator<Buffer> {
  const stored = storedBytes(file, entry);
  if (!entry.deflated) return yield* stored;
  const inflated = pipeline(stored, createInflateRaw({ rejectGarbageAfterEnd: true }), () => {});
  try {
    yield* inflated;
  } catch (cause) {
    if (!/^(Z_|ERR_TRAILING)/.test((cause as NodeJS.ErrnoException).code ?? '')) throw cause;
    throw archiveRefused('damaged', { entry: entry.path, cause });
  }
}

/** The bytes as they are in the archive, read through the handle: a stream closes the number of its descriptor when it is destroyed, which is another file's by then. */
export async function* storedBytes(
  file: FileHandle,
  { dataOffset, storedBytes }: Pick<CheckedEntry, 'dataOffset' | 'storedBytes'>,
): AsyncGenerator<Buffer> {
  for (let read = 0; read < storedBytes; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, storedBytes - read));
    const { bytesRead } = await file.read(piece, 0, piece.length, dataOffset + read);
    if (bytesRead === 0) return;
    yield piece.subarray(0, bytesRead);
    read += bytesRead;
  }
}
