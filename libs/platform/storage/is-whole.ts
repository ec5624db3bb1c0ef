import { createHash } from 'node:crypto';
import { PassThrough, type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import type { Blob } from './blob.js';

/** An error that says nothing about the bytes but that they are not those of the blob. */
const foreign = Symbol('foreign');

/**
 * Whether a stream is the stored form of a blob: its length, and the length, SHA-256 and CRC-32 of its content.
 *
 * @throws Error of the stream
 */
export async function isWhole(stored: Readable, blob: Blob): Promise<boolean> {
  let [storedBytes, bytes, checksum] = [0, 0, 0];
  const hash = createHash('sha256');
  async function* counted(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      storedBytes += chunk.length;
      if (storedBytes > blob.storedBytes) throw foreign;
      yield chunk;
    }
  }
  const measure = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      checksum = crc32(chunk, checksum);
      hash.update(chunk);
      // What inflates to more than it should is not inflated to its end.
      done(bytes > blob.bytes ? (foreign as unknown as Error) : null);
    },
  });
  try {
    await pipeline(stored, counted, blob.encoding === 'deflate' ? createInflateRaw() : new PassThrough(), measure);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (error === foreign || code.startsWith('Z_')) return false;
    throw error;
  }
  const same = storedBytes === blob.storedBytes && bytes === blob.bytes && checksum === blob.crc32;
  return same && hash.digest('hex') === blob.digest;
}
