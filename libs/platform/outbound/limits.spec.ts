// Real: undici, HTTP, zlib, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { constants, createGzip, gzipSync, zstdCompressSync } from 'node:zlib';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';

const MB = 1_000_000;

describe('an answer', () => {
  let local: LocalOutbound;
  let answer: RequestListener;
  /** How many bytes the server has written, as far as it could. */
  let written: number;

  beforeEach(async () => {
    written = 0;
    local = await localOutbound((request, response) => answer(request, response));
    local.internet.host('feeds.example');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await local.close();
  });

  /** Ends the time of the next exchange when it is told to. */
  function heldDeadline() {
    const controller = new AbortController();
    const asked = jest.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(controller.signal);
    return { asked, abort: () => controller.abort(new Error('The time is over.')) };
  }
  const send = (how: object) => local.send('http://feeds.example/', how);
  const tooLarge = { code: 'answer_too_large', status: 502 };
  const endless =
    (chunk: Buffer, headers: Record<string, string> = {}): RequestListener =>
    (_, response) => {
      response.writeHead(200, headers);
      const write = (): void => {
        written += chunk.length;
        if (response.destroyed) return;
        if (response.write(chunk)) setImmediate(write);
        else response.once('drain', write);
      };
      write();
    };

  it('of as many bytes as allowed is read', async () => {
    answer = (_, response) => response.end(Buffer.alloc(MB, 'x'));
    const { body } = await send({ mostBytes: MB });
    expect(body.length).toBe(MB);
  });

  it.each([true, false])('with one byte more is refused, its length announced: %s', async (announced) => {
    answer = (_, response) => {
      if (announced) response.setHeader('content-length', MB + 1);
      response.write(Buffer.alloc(MB + 1));
      response.end();
    };
    await expect(send({ mostBytes: MB })).rejects.toMatchObject(tooLarge);
  });

  it('without an end is given up as soon as it is too large', async () => {
    answer = endless(Buffer.alloc(65_536));
    await expect(send({ mostBytes: MB })).rejects.toMatchObject(tooLarge);
    expect(written).toBeLessThan(50 * MB);
  });

  it('that redirects is not read', async () => {
    let closed: Promise<unknown> | undefined;
    answer = (request, response) => {
      if (request.url === '/next') return response.end('answered');
      closed = once(response, 'close');
      response.setHeader('location', '/next').writeHead(302).write('x');
    };
    await expect(send({})).resolves.toMatchObject({ status: 200 });
    await closed;
  });

  it('that grows from 1 MB to 1 GB is refused in bounded memory', async () => {
    const zip = createGzip();
    const zeros = Buffer.alloc(MB);
    const chunks: Buffer[] = [];
    zip.on('data', (chunk) => chunks.push(chunk));
    for (let i = 0; i < 1000; i += 1) await new Promise((done) => zip.write(zeros, done));
    await new Promise<void>((done) => zip.once('end', done).end());
    const bomb = Buffer.concat(chunks);
    expect(bomb.length).toBeLessThan(1.1 * MB);
    answer = (_, response) => response.setHeader('content-encoding', 'gzip').end(bomb);

    const before = process.memoryUsage.rss();
    await expect(send({ mostBytes: 2 * MB })).rejects.toMatchObject(tooLarge);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * MB);
  });

  it.each([
    ['is too large', 'gzip', gzipSync(Buffer.alloc(5 * MB)), 'answer_too_large'],
    ['is too large', 'gzip, gzip', gzipSync(gzipSync(Buffer.alloc(5 * MB))), 'answer_too_large'],
    ['is late', 'gzip, gzip', gzipSync(gzipSync(Buffer.alloc(MB / 2))).subarray(0, -9), 'answer_timeout'],
  ])('that does not end and %s, compressed by %s, closes its connection', async (_, coding, bytes, code) => {
    let closed: Promise<unknown> | undefined;
    answer = (_, response) => {
      closed = once(response, 'close');
      response.setHeader('content-encoding', coding).write(bytes);
    };
    await expect(send({ timeoutMs: code === 'answer_timeout' ? 300 : 10_000 })).rejects.toMatchObject({ code });
    await closed;
  });

  it('that is compressed twice is limited at each step, even where it decodes to nothing', async () => {
    // Empty blocks of deflate: 5 bytes each that stand for none.
    const nothing = Buffer.concat([
      gzipSync('').subarray(0, 10),
      ...Array(2 * MB).fill(Buffer.from('000000ffff', 'hex')),
    ]);
    answer = (_, response) => response.setHeader('content-encoding', 'gzip, gzip').end(gzipSync(nothing));
    await expect(send({ mostBytes: MB })).rejects.toMatchObject(tooLarge);
  });

  it('that needs more than 8 MB to be decoded is refused', async () => {
    const params = { [constants.ZSTD_c_windowLog]: 25, [constants.ZSTD_c_enableLongDistanceMatching]: 1 };
    const frame = zstdCompressSync(Buffer.alloc(40 * MB, 'ab'), { params });
    answer = (_, response) => response.setHeader('content-encoding', 'zstd').end(frame);
    await expect(send({ mostBytes: 50 * MB })).rejects.toMatchObject({ code: 'answer_malformed' });
  });

  it('with 20 KB of headers is refused', async () => {
    answer = (_, response) => response.setHeader('x-long', 'x'.repeat(20_000)).end();
    await expect(send({})).rejects.toMatchObject({ code: 'answer_malformed', status: 502 });
  });

  it('that trickles, one byte after the other, ends at the deadline', async () => {
    const deadline = heldDeadline();
    answer = (_, response) => {
      const trickle = (sent: number) => {
        if (sent === 20) deadline.abort();
        if (!response.destroyed) response.write('x', () => setImmediate(trickle, sent + 1));
      };
      trickle(0);
    };
    await expect(send({ timeoutMs: 300 })).rejects.toMatchObject({ code: 'answer_timeout', status: 504 });
    expect(deadline.asked).toHaveBeenCalledWith(300);
  });

  it('that does not begin ends at the deadline', async () => {
    answer = () => undefined;
    await expect(send({ timeoutMs: 100 })).rejects.toMatchObject({ code: 'answer_timeout' });
  });

  it('whose redirects take too long together ends at the deadline', async () => {
    const deadline = heldDeadline();
    let steps = 0;
    answer = (_, response) => {
      steps += 1;
      if (steps === 4) deadline.abort();
      else response.writeHead(302, { location: `/${steps}` }).end();
    };
    await expect(send({ timeoutMs: 400, mostRedirects: 10 })).rejects.toMatchObject({ code: 'answer_timeout' });
    // One for all of them; connecting has its own.
    expect(deadline.asked.mock.calls.filter(([ms]) => ms === 400)).toHaveLength(1);
  });

  it('of a name that is never resolved ends at the deadline', async () => {
    jest.spyOn(local.internet, 'resolve').mockReturnValue(new Promise(() => undefined));
    await expect(send({ timeoutMs: 100 })).rejects.toMatchObject({ code: 'answer_timeout' });
  });

  it('that is no longer wanted ends with the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new Error('The feed was deleted.');
    answer = (_, response) => {
      response.write('x');
      stop.abort(reason);
    };
    await expect(send({ signal: stop.signal })).rejects.toBe(reason);
    await expect(send({ signal: stop.signal })).rejects.toBe(reason);
  });
});
