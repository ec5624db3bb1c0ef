import { pipeline, Readable } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { outboundProblems } from './outbound.errors.js';

type Bytes = AsyncIterable<Buffer>;

/** Milliseconds that the beginning of a body may take. */
const BEGINNING_MS = 1000;
/** A second one is seen in the wild, where a proxy compresses again; more are an attack. */
const MOST_CODINGS = 2;
/** As RFC 9659 limits it for HTTP: 8 MB. Without a limit a frame may ask for 128 MB. */
const zstdWindow = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };

/**
 * Reads and decodes a body, and stops as soon as it has more bytes than allowed: as received, after any coding, or at the
 * end. A few kilobytes can decode to nothing in gigabytes of steps, so each step counts.
 *
 * @param contentEncoding the header, as in `gzip`
 * @throws Problem `answer_too_large` (502); `answer_malformed` (502) when it has an unknown coding, or more than two;
 *   errors of the body and of zlib
 */
export async function readBody(body: Bytes, contentEncoding: string | undefined, mostBytes: number): Promise<Buffer> {
  let bytes = atMost(body, mostBytes);
  for (const coding of codingsOf(contentEncoding)) bytes = atMost(decoded(bytes, coding), mostBytes);
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * The first bytes of a body, as far as they come in time; none of one with a coding. It does not fail, and the body is not
 * read on.
 */
export async function readBeginning(body: Readable, contentEncoding = '', mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const late = setTimeout(() => body.destroy(), BEGINNING_MS);
  try {
    let left = mostBytes;
    for await (const chunk of body as Bytes) {
      chunks.push(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) break;
    }
  } catch {
    // What came until then is the beginning.
  } finally {
    clearTimeout(late);
  }
  return /^(identity)?$/i.test(contentEncoding.trim()) ? Buffer.concat(chunks) : Buffer.alloc(0);
}

/** The codings, the one to undo first at the start. */
function codingsOf(header = ''): string[] {
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const codings = names.filter((name) => name !== '' && name !== 'identity').reverse();
  if (codings.length <= MOST_CODINGS && codings.every((coding) => Object.hasOwn(decoders, coding))) return codings;
  throw outboundProblems.answer_malformed({
    reason: { en: 'it is compressed in an unknown way', fr: 'sa compression est inconnue' },
  });
}

async function* atMost(source: Bytes, limit: number): Bytes {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limit) throw outboundProblems.answer_too_large({ limit });
    yield chunk;
  }
}

/** Decoders by the name of their coding; the first byte tells the two forms of `deflate` apart. */
const decoders: Readonly<Record<string, (first: number) => NodeJS.ReadWriteStream & AsyncIterable<unknown>>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(zstdWindow),
  // With a zlib header as the standard says, whose low bits are 8, or without one as some servers do.
  deflate: (first) => ((first & 0x0f) === 8 ? createInflate() : createInflateRaw()),
};

/** A body without any bytes stays empty: servers name a coding for it, too. */
async function* decoded(source: Bytes, coding: string): Bytes {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const all = async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  const decoder = decoders[coding]?.(first.value[0] ?? 0);
  // The loop below gets every error.
  if (decoder) yield* pipeline(Readable.from(all()), decoder, () => undefined) as unknown as Bytes;
}
