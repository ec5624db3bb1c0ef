import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { CachedAnswer } from './cached-answer.js';
import { acceptedEncoding, encodeAnswer, notModified } from './content-encoding.js';

/** Small bodies are latin1 strings, with one character a byte. */
const bytesOf = (answer: CachedAnswer | undefined) => Buffer.from(answer?.body as string, 'latin1');

const plainly = { encoding: undefined, isPublic: true, link: undefined, version: undefined };

describe('content encoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.0,gzip;q=0', undefined],
    ['x-brotli', undefined],
    ['br;q=0.1, gzip;q=1', 'gzip'],
    ['gzip;q=0.3, br;q=0.4', 'br'],
    ['gzip;Q=0.5 , BR ; q=0.5', 'br'],
    ['identity, br;q=0.5', undefined],
    ['br, identity', 'br'],
    ['*', 'br'],
    ['*;q=0.5, gzip', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['*;q=0', undefined],
    ['br;q=x, gzip;q=0.001', 'gzip'],
  ])('of Accept-Encoding %p is %p', (header, expected) => {
    expect(acceptedEncoding(header)).toBe(expected);
  });

  it('compresses bodies from 1 KB on, and gives each encoding its own ETag', async () => {
    const body = Buffer.from('palier '.repeat(1000));
    const [plain, br, gzip] = await Promise.all(
      ([undefined, 'br', 'gzip'] as const).map((encoding) =>
        encodeAnswer(body, 'text/plain', { ...plainly, encoding }),
      ),
    );
    expect(brotliDecompressSync(bytesOf(br))).toEqual(body);
    expect(gunzipSync(bytesOf(gzip))).toEqual(body);
    expect(bytesOf(plain)).toEqual(body);
    expect(new Set([plain?.etag, br?.etag, gzip?.etag]).size).toBe(3);
    expect(
      (await encodeAnswer(Buffer.from('{}'), 'text/plain', { ...plainly, encoding: 'br' })).encoding,
    ).toBeUndefined();
  });

  it('reads If-None-Match as a list, weakly', () => {
    expect(notModified('"b", W/"a"', '"a"')).toBe(true);
    expect(notModified('*', '"a"')).toBe(true);
    expect(notModified('"b"', '"a"')).toBe(false);
    expect(notModified('"b", "a"', 'W/"a"')).toBe(true);
    expect(notModified(undefined, '"a"')).toBe(false);
  });
});
