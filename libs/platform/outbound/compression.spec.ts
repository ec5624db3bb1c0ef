// Real: undici, HTTP, zlib, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import type { IncomingHttpHeaders } from 'node:http';
import { brotliCompressSync, crc32, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { partOf } from '#platform/outbound';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';

describe('a compressed answer', () => {
  const content = Buffer.from('<rss>été</rss>'.repeat(5000));
  let local: LocalOutbound;
  let coding: string | string[];
  let bytes: Buffer;
  let asked: IncomingHttpHeaders;
  /** Whether the server closes the connection before the end of the body. */
  let cutOff = false;
  /** The headers of a connection that the server closes after the answer. */
  let closing: Record<string, string> = {};

  beforeEach(async () => {
    local = await localOutbound(({ headers }, response) => {
      asked = headers;
      response.setHeader('content-encoding', coding);
      for (const [name, value] of Object.entries(closing)) response.setHeader(name, value);
      if (cutOff) response.write(bytes, () => response.destroy());
      else response.end(bytes);
    });
    local.internet.host('feeds.example');
  });
  afterEach(() => {
    cutOff = false;
    closing = {};
    return local.close();
  });
  const answer = (how: string | string[], what: Buffer, headers = {}) => {
    coding = how;
    bytes = what;
    return local.send('http://feeds.example/', { headers });
  };

  it.each<[string | string[], Buffer]>([
    ['gzip', gzipSync(content)],
    ['X-GZIP', gzipSync(content)],
    ['br', brotliCompressSync(content)],
    ['zstd', zstdCompressSync(content)],
    ['deflate', deflateSync(content)],
    ['deflate', deflateRawSync(content)],
    ['identity', content],
    ['', content],
    ['deflate, gzip', gzipSync(deflateRawSync(content))],
    [['zstd', 'identity', 'br'], brotliCompressSync(zstdCompressSync(content))],
    ['gzip', Buffer.concat([gzipSync(content.subarray(0, 999)), gzipSync(content.subarray(999))])],
  ])('of %s is decoded', async (how, what) => {
    expect((await answer(how, what)).body.equals(content)).toBe(true);
  });

  it.each(['utf-8', 'none', 'binary', 'aws-chunked', 'constructor', 'UTF-8, none', 'identity, binary'])(
    'of %s, which says nothing, is taken as it is',
    async (how) => {
      expect((await answer(how, content)).body.equals(content)).toBe(true);
      expect((await answer(`gzip, ${how}`, gzipSync(content))).body.equals(content)).toBe(true);
    },
  );

  it.each(['gzip', 'br', 'zstd', 'deflate', 'gzip, br'])('of %s that is not coded is taken as it is', async (how) => {
    for (const text of ['<rss>', '<?xml version="1.0"?><rss/>', '\ufeff<!-- -->', ' \n{ "version": 1 }', `${content}`])
      expect((await answer(how, Buffer.from(text))).body.toString()).toBe(text);
    // A body shorter than the magic bytes.
    if (how.endsWith('gzip')) expect((await answer(how, Buffer.from('x'))).body.toString()).toBe('x');
  });

  /** A gzip whose header has a name, a comment, more fields and a checksum. */
  const withFields = (gzip: Buffer) => {
    const fields = Buffer.concat([Buffer.from('1f8b081e000000000003', 'hex'), Buffer.from('\x02\0abname\0said\0')]);
    const sum = Buffer.alloc(2);
    sum.writeUInt16LE(crc32(fields) & 0xffff);
    return Buffer.concat([fields, sum, gzip.subarray(10)]);
  };

  it.each([
    ['line breaks', '\n\n'],
    ['zeros', '\0'.repeat(600)],
    ['what begins as a header', '\x1f\x8b\0\0\0'],
    ['what begins as a magic number', '\x1f nothing'],
  ])('of gzip has %s after its end ignored', async (_, after) => {
    const tail = Buffer.from(after, 'latin1');
    const members = [gzipSync(content.subarray(0, 999)), withFields(gzipSync(content.subarray(999)))];
    for (const gzip of [gzipSync(content), withFields(gzipSync(content)), Buffer.concat(members)])
      expect((await answer('gzip', Buffer.concat([gzip, tail]))).body.equals(content)).toBe(true);
  });

  it.each([
    ['gzip', gzipSync(content).subarray(0, -8), content.length],
    ['gzip', gzipSync(content).subarray(0, -20), 1000],
    ['deflate', deflateSync(content).subarray(0, -9), 1000],
    ['', content.subarray(0, 1000), 1000],
  ])('of %s that is cut off gives what came with its problem', async (how, what, least) => {
    cutOff = how === '';
    const failure = await answer(how, what).catch((error: Error) => error);
    expect(failure).toMatchObject({ code: expect.stringMatching(/^(answer_malformed|host_unreachable)$/) });
    const part = partOf(failure as Error);
    expect(part).toMatchObject({ status: 200, url: 'http://feeds.example/' });
    expect(content.toString()).toMatch(part?.body.toString().slice(0, -4) ?? '-');
    expect(part?.body.length).toBeGreaterThanOrEqual(least);
  });

  it.each<Record<string, string>>([
    { connection: 'close' },
    { connection: 'close', 'content-length': `${content.length}` },
  ])('that is cut off with %j gives what came', async (headers) => {
    for (const [how, what] of [
      ['', content.subarray(0, 1000)],
      ['br', brotliCompressSync(content).subarray(0, -3)],
      ['zstd', zstdCompressSync(content).subarray(0, -3)],
    ] as const) {
      [cutOff, closing] = [true, headers];
      const failure = await answer(how, what).catch((error: Error) => error);
      expect(failure).toMatchObject({ code: 'answer_malformed' });
      expect(partOf(failure as Error)?.status).toBe(200);
    }
  });

  it.each(['gzip', 'br', 'zstd', 'deflate', 'gzip, br'])('of %s without any bytes is empty', async (how) => {
    expect((await answer(how, Buffer.alloc(0))).body.length).toBe(0);
  });

  it.each([
    ['gzip', gzipSync(content).subarray(0, -9)],
    ['br', brotliCompressSync(content).subarray(0, -9)],
    ['zstd', zstdCompressSync(content).subarray(0, -9)],
    ['deflate', deflateSync(content).subarray(0, -9)],
    ['deflate', deflateRawSync(content).subarray(0, -9)],
    ['compress', content],
    ['X-Compress', content],
    ['utf-8, exi', content],
    ['gzip', Buffer.from('1f8b0099', 'hex')],
    ['br', Buffer.from('<3 no document')],
    ['zstd', Buffer.concat([zstdCompressSync(content).subarray(0, 4), content])],
    ['deflate', Buffer.from('x no document')],
    ['gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(content)))],
  ])('of %s that is cut off, broken or unknown is refused', async (how, what) => {
    await expect(answer(how, what)).rejects.toMatchObject({ code: 'answer_malformed', status: 502 });
  });

  it('is asked for, unless the caller asks for something else', async () => {
    await answer('', content);
    expect(asked).toMatchObject({
      'accept-encoding': 'gzip, br, deflate, zstd',
      'user-agent': expect.stringMatching(/^Palier\/\d+\.\d+\.\d+ \(\+https:\/\/palier\.example\)$/),
    });
    await answer('', content, { 'Accept-Encoding': 'identity' });
    expect(asked['accept-encoding']).toBe('identity');
  });
});
