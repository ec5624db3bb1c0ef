import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** The first byte of every encrypted stream, so that another format can follow this one. */
const version = 1;
const saltBytes = 32;
const headBytes = 1 + saltBytes;
/** Of the content, in each chunk but the last. */
const chunkBytes = 65_536;
const tagBytes = 16;
const cipher = 'aes-256-gcm';

/** How many bytes `sealStream` makes of so many. */
export function sealedStreamBytes(bytes: number): number {
  return headBytes + bytes + tagBytes * Math.max(1, Math.ceil(bytes / chunkBytes));
}

/**
 * Encrypts and authenticates a stream of any length with a key of its own, derived (HKDF-SHA-256) from `key`, a random salt
 * and `about`. Layout: version, salt, then chunks of 64 KiB in AES-256-GCM, each with its tag; the last may be shorter, and
 * is empty only where there is no other. The nonce of a chunk is its number and whether it is the last (the STREAM
 * construction), so that none can be moved, left out or added.
 */
export async function* sealStream(
  key: Buffer,
  source: AsyncIterable<Uint8Array>,
  about: string,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltBytes);
  const ofStream = keyFor(key, salt, about);
  yield Buffer.concat([Buffer.from([version]), salt]);
  for await (const { bytes, number, last } of chunksOf(source, chunkBytes)) {
    const sealing = createCipheriv(cipher, ofStream, nonceOf(number, last), { authTagLength: tagBytes });
    yield Buffer.concat([sealing.update(bytes), sealing.final(), sealing.getAuthTag()]);
  }
}

/**
 * The reverse of `sealStream`: gives a chunk once it is authenticated.
 *
 * @throws Error for another key or other associated data, and where the stream was altered, cut or prolonged
 */
export async function* openStream(
  key: Buffer,
  source: AsyncIterable<Uint8Array>,
  about: string,
): AsyncGenerator<Buffer> {
  let ofStream: Buffer | undefined;
  for await (const { bytes, number, last } of chunksOf(source, chunkBytes + tagBytes, headBytes)) {
    if (!ofStream && (bytes.length < headBytes || bytes[0] !== version)) throw altered();
    const sealed = ofStream ? bytes : bytes.subarray(headBytes);
    ofStream ??= keyFor(key, bytes.subarray(1, headBytes), about);
    yield openChunk(ofStream, nonceOf(number, last), sealed);
  }
}

function openChunk(key: Buffer, nonce: Buffer, sealed: Buffer): Buffer {
  if (sealed.length < tagBytes) throw altered();
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  opening.setAuthTag(sealed.subarray(-tagBytes));
  const content = opening.update(sealed.subarray(0, -tagBytes));
  try {
    opening.final();
  } catch (cause) {
    throw altered(cause);
  }
  return content;
}

interface Chunk {
  /** Valid until the next chunk is asked for. */
  readonly bytes: Buffer;
  readonly number: number;
  readonly last: boolean;
}

/** Chunks of `size` bytes, of which the first has `more`. The last may be shorter, and is empty only where it is the first. */
async function* chunksOf(source: AsyncIterable<Uint8Array>, size: number, more = 0): AsyncGenerator<Chunk> {
  const held = Buffer.alloc(size + more);
  let [length, number] = [0, 0];
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      const full = number === 0 ? size + more : size;
      // Known to have a successor only now.
      if (length === full) {
        yield { bytes: held.subarray(0, full), number, last: false };
        [length, number] = [0, number + 1];
        continue;
      }
      const taken = piece.subarray(at, at + full - length);
      held.set(taken, length);
      at += taken.length;
      length += taken.length;
    }
  }
  yield { bytes: held.subarray(0, length), number, last: true };
}

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function keyFor(key: Buffer, salt: Uint8Array, about: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `palier stream ${version} ${about}`, 32));
}

function altered(cause?: unknown): Error {
  return new Error('An encrypted stream is damaged, or is not the one that was asked for.', { cause });
}
