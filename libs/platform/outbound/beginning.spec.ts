// Real: undici, HTTP, a server on 127.0.0.1. Faked: the network, which leads every address to that server.
import { once } from 'node:events';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type LocalOutbound, localOutbound } from '../../../test/support/local-outbound.js';

describe('an answer of which the beginning is enough', () => {
  let local: LocalOutbound;
  let answer: RequestListener;
  let asked: IncomingHttpHeaders;

  beforeEach(async () => {
    local = await localOutbound((request, response) => {
      asked = request.headers;
      answer(request, response);
    });
    local.internet.host('hooks.example');
  });
  afterEach(() => local.close());
  const send = (how = {}) => local.send('http://hooks.example/', { beginningOnly: true, mostBytes: 5, ...how });
  const read = async (how = {}) => (await send(how)).body.toString();

  it.each([
    ['is short', 'content-length: 3\r\n\r\nabc', 'abc'],
    ['is longer', 'content-length: 8\r\n\r\nabcdefgh', 'abcde'],
    ['is announced as too large', 'content-length: 9000000000\r\n\r\nabcdefgh', 'abcde'],
    ['is cut off', 'content-length: 5\r\n\r\nabc', 'abc'],
    ['ends in half a chunk', 'transfer-encoding: chunked\r\n\r\nff\r\nabc', 'abc'],
    ['has a broken chunk', 'transfer-encoding: chunked\r\n\r\nno length\r\n', ''],
    ['is missing', 'content-length: 3\r\n\r\n', ''],
    ['has an unknown coding', 'content-encoding: UTF-8\r\ncontent-length: 3\r\n\r\nabc', ''],
    ['has too many codings', 'content-encoding: gzip, gzip, gzip\r\ncontent-length: 3\r\n\r\nabc', ''],
    ['has no coding', 'content-encoding: Identity\r\ncontent-length: 3\r\n\r\nabc', 'abc'],
  ])('has its status, whose body %s', async (_, rest, body) => {
    answer = ({ socket }) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`);
    const { status, body: read } = await send();
    expect([status, read.toString()]).toEqual([200, body]);
  });

  it('is asked for without compression, and not decoded', async () => {
    answer = (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('abc'));
    expect(await read()).toBe('');
    expect(asked['accept-encoding']).toBe('identity');
  });

  it('closes the connection of a body without an end, and buffers little of it', async () => {
    let written = 0;
    let closed: Promise<unknown> | undefined;
    answer = (_, response) => {
      closed = once(response, 'close');
      const write = (): void => {
        written += 65_536;
        if (response.destroyed) return;
        if (response.write(Buffer.alloc(65_536, 'x'))) setImmediate(write);
        else response.once('drain', write);
      };
      write();
    };
    expect(await read()).toBe('xxxxx');
    await closed;
    expect(written).toBeLessThan(20_000_000);
  });

  it.each(['identity', 'gzip'])('waits a second at most for a body that does not end, in %s', async (coding) => {
    let closed: Promise<unknown> | undefined;
    answer = (_, response) => {
      closed = once(response, 'close');
      response.writeHead(200, { 'content-encoding': coding }).write('abc');
    };
    expect(await read({ timeoutMs: 60_000 })).toBe(coding === 'gzip' ? '' : 'abc');
    await closed;
  });

  it('keeps its connection where the body ends', async () => {
    answer = (_, response) => response.end('abc');
    for (const _ of 'four') await send();
    expect(local.internet.connections.length).toBeLessThan(4);
  });

  it.each([
    ['answer_malformed', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['host_unreachable', ''],
    ['answer_malformed', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('is %s where its head is wrong (%#)', async (code, bytes) => {
    answer = ({ socket }) => socket.end(bytes);
    await expect(send({ method: 'POST' })).rejects.toMatchObject({ code });
  });

  it('is late where its head is', async () => {
    answer = (_, response) => response.writeProcessing();
    await expect(send({ timeoutMs: 200 })).rejects.toMatchObject({ code: 'answer_timeout' });
  });
});
