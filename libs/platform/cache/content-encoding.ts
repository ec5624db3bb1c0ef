import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { CachedAnswer, ContentEncoding } from './cached-answer.js';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** Below this many bytes compression costs more than it saves. */
const COMPRESS_FROM = 1024;
/** Up to this many bytes a body is kept as a string: a small buffer would keep the pool that it was cut from. */
export const KEPT_AS_STRING = 12_288;

// Browsers send few different headers: each is parsed once.
const parsed = new LRUCache<string, ContentEncoding | 'identity'>({ max: 500 });

/** The content encoding of the response (RFC 9110 §12.5.3): of the highest weight; of equal ones brotli before gzip before none. */
export function acceptedEncoding(header: string | undefined): ContentEncoding | undefined {
  if (header === undefined || header.length > 512) return undefined;
  let encoding = parsed.get(header);
  if (encoding === undefined) {
    encoding = heaviest(weightsOf(header));
    parsed.set(header, encoding);
  }
  return encoding === 'identity' ? undefined : encoding;
}

/** The weight of each coding that the header names, from 0 (refused) to 1; one that cannot be read is 0. */
function weightsOf(header: string): ReadonlyMap<string, number> {
  const named = header
    .toLowerCase()
    .split(',')
    .map((part): [string, number] => {
      const [coding = '', ...parameters] = part.split(';').map((text) => text.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
      return [coding, Number(weight) || 0];
    });
  return new Map(named);
}

/** Without compression where no coding is accepted. `*` is every coding that is not named; `identity` must be named to come before another. */
function heaviest(weights: ReadonlyMap<string, number>): ContentEncoding | 'identity' {
  const others = weights.get('*') ?? 0;
  const weightOf = (coding: string) => weights.get(coding) ?? (coding === 'identity' ? 0 : others);
  const accepted = (['br', 'gzip', 'identity'] as const).filter((coding) => weightOf(coding) > 0);
  return accepted.sort((a, b) => weightOf(b) - weightOf(a))[0] ?? 'identity';
}

/** What the headers of an answer depend on, besides its body. */
export interface Presentation {
  /** The coding that the client prefers. */
  readonly encoding: ContentEncoding | undefined;
  /** Whether caches between server and client may store it; else the pipeline's Cache-Control stands. */
  readonly isPublic: boolean;
  /** The value of Link, where it has one. */
  readonly link: string | undefined;
  /** The handler's own ETag, of the resource's version as in `"v3"`: it begins the answer's. */
  readonly version: string | undefined;
}

/** Makes an answer ready to be sent and cached: compressed from 1 KB on, with its ETag. */
export async function encodeAnswer(body: Buffer, contentType: string, how: Presentation): Promise<CachedAnswer> {
  const encoding = body.length < COMPRESS_FROM ? undefined : how.encoding;
  const digest = hash('sha256', body, 'base64url').slice(0, 22);
  const etag = `"${[how.version?.slice(1, -1), digest, encoding].filter(Boolean).join('-')}"`;
  const headers = answerHeaders(etag, encoding, how);
  const bytes = await compressed(body, encoding);
  const stored = bytes.length <= KEPT_AS_STRING ? bytes.toString('latin1') : bytes;
  return { body: stored, etag, contentType, encoding, headers };
}

async function compressed(body: Buffer, encoding: ContentEncoding | undefined): Promise<Buffer> {
  if (encoding === 'br') return compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
  return encoding === 'gzip' ? compressGzip(body) : body;
}

/**
 * The headers of a cached answer, the same for 200 and 304, as name, value, name, value. `no-cache` makes
 * clients revalidate with the ETag, so that no browser shows withdrawn content.
 */
function answerHeaders(
  etag: string,
  encoding: ContentEncoding | undefined,
  { isPublic, link }: Presentation,
): readonly string[] {
  const headers = isPublic ? ['cache-control', 'public, no-cache'] : [];
  headers.push('etag', etag);
  headers.push('vary', 'Accept-Encoding, Accept-Language, Origin');
  if (encoding) headers.push('content-encoding', encoding);
  if (link) headers.push('link', link);
  return headers;
}

/** Whether If-None-Match names this ETag, by weak comparison (RFC 9110 §13.1.2). */
export function notModified(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch === '*') return true;
  if (ifNoneMatch.length > 4096) return false;
  return ifNoneMatch.split(',').some((candidate) => opaque(candidate.trim()) === opaque(etag));
}

/** A tag without the mark that it is weak. */
function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
