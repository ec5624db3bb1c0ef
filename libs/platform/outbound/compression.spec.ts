// Real: undici, HTTP, zlib, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import type { IncomingHttpHeaders } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';

describe('a compressed answer', () => {
  const content = Buffer.from('<rss>été</rss>'.repeat(5000));
  let local: LocalOutbound;
  let coding: string | string[];
  let bytes: Buffer;
  let asked: IncomingHttpHeaders;

  beforeEach(async () => {
    local = await localOutbound(({ headers }, response) => {
      asked = headers;
      response.setHeader('content-encoding', coding).end(bytes);
    });
    local.internet.host('feeds.example');
  });
  afterEach(() => local.close());
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
  ])('of %s is decoded', async (how, what) => {
    expect((await answer(how, what)).body.equals(content)).toBe(true);
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
    ['gzip', content],
    ['br', content],
    ['zstd', content],
    ['deflate', content],
    ['compress', content],
    ['constructor', content],
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
