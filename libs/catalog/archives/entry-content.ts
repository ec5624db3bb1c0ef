import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import type { CheckedEntry } from './archive-entry.js';
import { archiveRefused } from './archives.errors.js';

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

function storedBytes({ fd }: FileHandle, { dataOffset: start, storedBytes }: CheckedEntry): Readable {
  if (storedBytes === 0) return Readable.from([]);
  // By number: the handle itself would get a listener for each stream.
  return createReadStream('', { fd, autoClose: false, start, end: start + storedBytes - 1 });
}
