import { pipeline, Readable } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { isCutOff } from './failure.js';
import { outboundProblems } from './outbound.errors.js';

type Bytes = AsyncIterable<Buffer>;

/** Milliseconds that the beginning of a body may take. */
const BEGINNING_MS = 1000;
/** A second one is seen in the wild, where a proxy compresses again; more are an attack. */
const MOST_CODINGS = 2;
/** Enough to tell by which coding a body is coded. */
const HEAD_BYTES = 8;
/** Of a gzip that has bytes after them, where each is read alone: some servers write a few, an attack a million. */
const MOST_MEMBERS = 1000;
/** The checksum and the length of a member. */
const TRAILER_BYTES = 8;
/** Registered codings that the platform of Palier has no decoder for. */
const unsupported = /^(?:(?:x-)?compress|dcb|dcz|exi|pack200-gzip)$/;
/** As RFC 9659 limits it for HTTP: 8 MB. Without a limit a frame may ask for 128 MB. */
const zstdWindow = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };

/**
 * Reads and decodes a body, and stops as soon as it has more bytes than allowed: as received, after any coding, or at the
 * end. A few kilobytes can decode to nothing in gigabytes of steps, so each step counts.
 *
 * @param contentEncoding the header, as in `gzip`
 * @returns what came, and the error that cut it off
 * @throws Problem `answer_too_large` (502); `answer_malformed` (502) when it has a coding that Palier cannot undo, or more than
 *   two; errors of the body and of zlib
 */
export async function readBody(
  body: Bytes,
  contentEncoding: string | undefined,
  mostBytes: number,
): Promise<{ bytes: Buffer; cutBy: unknown }> {
  const cut: { by?: unknown } = {};
  let bytes = atMost(untilCut(body, cut), mostBytes);
  for (const coding of codingsOf(contentEncoding)) bytes = atMost(untilCut(decoded(bytes, coding), cut), mostBytes);
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), cutBy: cut.by };
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

/** The codings, the one to undo first at the start. Servers name others that are none, such as `utf-8` or `aws-chunked`. */
function codingsOf(header = ''): string[] {
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  const codings = names.filter((name) => Object.hasOwn(decoders, name)).reverse();
  if (codings.length <= MOST_CODINGS && !names.some((name) => unsupported.test(name))) return codings;
  throw outboundProblems.answer_malformed({
    reason: { en: 'it is compressed in an unknown way', fr: 'sa compression est inconnue' },
  });
}

/** What comes before a connection or a stream breaks off; the error is noted. */
async function* untilCut(source: Bytes, cut: { by?: unknown }): Bytes {
  try {
    yield* source;
  } catch (error) {
    if (!isCutOff(error)) throw error;
    cut.by ??= error;
  }
}

async function* atMost(source: Bytes, limit: number): Bytes {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limit) throw outboundProblems.answer_too_large({ limit });
    yield chunk;
  }
}

type Decode = (source: Bytes) => Bytes;

const decodedBy =
  (create: () => NodeJS.ReadWriteStream): Decode =>
  (source) =>
    // The loop that reads it gets every error.
    pipeline(Readable.from(source), create(), () => undefined) as unknown as Bytes;

/** Decoders by the name of their coding and the first bytes of a body; undefined where these show that it is not coded. */
const decoders: Readonly<Record<string, (head: Buffer) => Decode | undefined>> = {
  gzip: (head) => (isGzip(head) ? gunzipped : undefined),
  'x-gzip': (head) => (isGzip(head) ? gunzipped : undefined),
  // No bytes begin every body, but no body begins as a document does.
  br: (head) => (isText(head) ? undefined : decodedBy(createBrotliDecompress)),
  zstd: (head) => (isZstd(head) ? decodedBy(() => createZstdDecompress(zstdWindow)) : undefined),
  // With a zlib header as the standard says, whose low bits are 8, or without one as some servers do.
  deflate: (head) => {
    if (isText(head)) return undefined;
    return decodedBy(((head[0] ?? 0) & 0x0f) === 8 ? createInflate : createInflateRaw);
  },
};

const isGzip = (head: Buffer) => head.toString('hex').startsWith('1f8b');
const isZstd = (head: Buffer) => /^(?:28b52ffd|5.2a4d18)/.test(head.toString('hex'));
/** After a byte order mark: an element, an instruction, or an object of JSON. */
const isText = (head: Buffer) => /^(?:\xef\xbb\xbf)?\s*(?:<[?!a-z]|\{\s*")/i.test(head.toString('latin1'));

/** A body without any bytes stays empty, and one that is not coded as it is: servers name a coding for them, too. */
async function* decoded(source: Bytes, coding: string): Bytes {
  const chunks = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let isEnd = false; !isEnd && head.length < HEAD_BYTES; ) {
    const { done = false, value } = await chunks.next();
    isEnd = done;
    if (!done) head = Buffer.concat([head, value]);
  }
  if (head.length === 0) return;
  const all = async function* () {
    yield head;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  yield* decoders[coding]?.(head)?.(all()) ?? all();
}

/** All members of a gzip. Bytes after the last one make zlib drop what it has just decoded: each member is then read alone. */
async function* gunzipped(source: Bytes): Bytes {
  const read: Buffer[] = [];
  let bytes = 0;
  const noted = async function* () {
    for await (const chunk of source) {
      read.push(chunk);
      yield chunk;
    }
  };
  try {
    for await (const chunk of decodedBy(createGunzip)(noted())) {
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    let gzip: Buffer = Buffer.concat(read);
    if (!isAfterMember(error) || !isMember(gzip)) throw error;
    for (let members = 0; isMember(gzip); members += 1) {
      if (members === MOST_MEMBERS) throw error;
      const inflate = createInflateRaw();
      const deflated = withoutHeader(gzip);
      for await (const chunk of decodedBy(() => inflate)(Readable.from([deflated]))) {
        if (chunk.length > bytes) yield chunk.subarray(bytes);
        bytes = Math.max(0, bytes - chunk.length);
      }
      gzip = deflated.subarray(inflate.bytesWritten + TRAILER_BYTES);
    }
  }
}

const isMember = (bytes: Buffer) => bytes.subarray(0, 3).equals(Buffer.from('1f8b08', 'hex'));
const isAfterMember = (error: unknown) =>
  /^(?:incorrect header check|unknown compression method)$/.test((error as Error).message);

/** A gzip after its header (RFC 1952), which may have fields of any length. */
function withoutHeader(gzip: Buffer): Buffer {
  const flags = gzip[3] ?? 0;
  let at = 10;
  if (flags & 4) at += 2 + gzip.readUInt16LE(at);
  for (const flag of [8, 16]) if (flags & flag) at = gzip.indexOf(0, at) + 1;
  return gzip.subarray(flags & 2 ? at + 2 : at);
}
