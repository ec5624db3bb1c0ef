import { constants, type FileHandle, open } from 'node:fs/promises';
import { bad } from './bad-package.js';

/** No links, which could point outside the package; non-blocking, because opening a pipe would wait. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The first `limit` bytes of a file.
 *
 * @throws BadPackage when it cannot be read, or is a link
 */
export async function readBounded(path: string, name: string, limit: number): Promise<Uint8Array> {
  try {
    await using file = await open(path, flags);
    return await firstBytes(file, limit);
  } catch (error) {
    throw bad.unreadable(name, (error as NodeJS.ErrnoException).code);
  }
}

async function firstBytes(file: FileHandle, limit: number): Promise<Uint8Array> {
  const { size } = await file.stat();
  // Node refuses to read into an empty buffer.
  if (size === 0) return new Uint8Array();
  const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(size, limit)));
  return buffer.subarray(0, bytesRead);
}
