import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';
import { endlessSize, fileChanged, fileText, transfers } from '../../../../test/support/transfers.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

const get = (headers: Record<string, string> = {}, source = 'plain', method: 'GET' | 'HEAD' = 'GET') =>
  app.inject({ method, url: `/files/${source}`, headers });
const size = fileText.length;
const digest = `sha-256=:${createHash('sha256').update(fileText).digest('base64')}:`;
const changed = fileChanged.toUTCString();
const later = new Date(fileChanged.getTime() + 1000).toUTCString();
const earlier = new Date(fileChanged.getTime() - 1000).toUTCString();

/** A connection that asks for a file and has not read of it yet. */
async function ask(source: string): Promise<Socket> {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  socket.write(`GET /files/${source} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip\r\n\r\n`);
  return socket;
}

describe('a file', () => {
  const whole = {
    'content-type': 'application/zip',
    'content-length': `${size}`,
    'content-disposition': `attachment; filename="po_me.zip"; filename*=UTF-8''po%C3%A8me.zip`,
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=60',
    'repr-digest': digest,
    'content-digest': digest,
    etag: '"e1"',
    'last-modified': changed,
  };

  it('is sent with what a client needs to check and to resume it', async () => {
    const answer = await get();
    expect([answer.statusCode, answer.body]).toEqual([200, fileText]);
    expect(answer.headers).toMatchObject(whole);
  });

  it('has the same headers for HEAD, without being opened', async () => {
    const answer = await get({ range: 'bytes=0-3' }, 'missing', 'HEAD');
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    const { 'content-digest': _, ...others } = whole;
    expect(answer.headers).toMatchObject(others);
  });

  it('that cannot be opened is a problem without the headers of the file', async () => {
    const answer = await get({}, 'missing');
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found']);
    for (const name of ['etag', 'content-disposition', 'repr-digest', 'accept-ranges'])
      expect([name, answer.headers[name]]).toEqual([name, undefined]);
  });

  it('whose source fails at once is a problem too', async () => {
    const answer = await get({}, 'unreadable');
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal_error']);
    expect([answer.headers.etag, answer.headers['cache-control']]).toEqual([undefined, 'no-store']);
  });

  it.each<[string, number, number]>([
    ['bytes=0-3', 0, 3],
    ['bytes=5-', 5, size - 1],
    ['bytes=-4', size - 4, size - 1],
    ['bytes=-999', 0, size - 1],
    ['bytes=0-999', 0, size - 1],
    ['Bytes= 2-2', 2, 2],
  ])('is sent in part for Range: %s', async (range, start, end) => {
    const answer = await get({ range });
    expect([answer.statusCode, answer.body]).toEqual([206, fileText.slice(start, end + 1)]);
    expect(answer.headers).toMatchObject({
      'content-range': `bytes ${start}-${end}/${size}`,
      'content-length': `${end - start + 1}`,
      'repr-digest': digest,
      etag: '"e1"',
    });
    expect(answer.headers['content-digest']).toBeUndefined();
  });

  it.each(['bytes=0-1,3-4', 'bytes=4-3', 'bytes=-', 'bytes=a-b', 'bytes', 'lines=0-1', ''])(
    'is sent whole for Range: %s',
    async (range) => {
      expect((await get({ range })).statusCode).toBe(200);
    },
  );

  it.each([`bytes=${size}-`, 'bytes=999-1000', 'bytes=-0'])('has no part for Range: %s', async (range) => {
    const answer = await get({ range });
    expect([answer.statusCode, answer.json().code]).toEqual([416, 'range_not_satisfiable']);
    expect(answer.headers).toMatchObject({ 'content-range': `bytes */${size}`, 'accept-ranges': 'bytes' });
  });

  it.each<[Record<string, string>, number]>([
    [{ 'if-range': '"e1"' }, 206],
    [{ 'if-range': '"e2"' }, 200],
    [{ 'if-range': 'W/"e1"' }, 200],
    [{ 'if-range': changed }, 206],
    [{ 'if-range': later }, 200],
    [{ 'if-range': 'yesterday' }, 200],
    [{ 'if-none-match': 'W/"e1"' }, 304],
    [{ 'if-none-match': '"e2", "e1"' }, 304],
    [{ 'if-none-match': '"e2"', 'if-modified-since': later }, 206],
    [{ 'if-modified-since': changed }, 304],
    [{ 'if-modified-since': earlier }, 206],
    [{ 'if-modified-since': 'yesterday' }, 206],
    [{ 'if-match': '"e2", "e1"' }, 206],
    [{ 'if-match': '*' }, 206],
    [{ 'if-match': 'W/"e1"' }, 412],
    [{ 'if-match': '"e2"' }, 412],
    [{ 'if-unmodified-since': changed }, 206],
    [{ 'if-unmodified-since': earlier }, 412],
    [{ 'if-unmodified-since': 'yesterday' }, 206],
    [{ 'if-match': '"e1"', 'if-unmodified-since': earlier }, 206],
    [{ 'if-match': '"e1"', 'if-none-match': '"e1"' }, 304],
  ])('with %j and a Range has status %d', async (headers, status) => {
    const answer = await get({ range: 'bytes=0-3', ...headers });
    expect([answer.statusCode, answer.headers.etag]).toEqual([status, '"e1"']);
    if (status === 304) expect(answer.body).toBe('');
  });

  it('is never compressed', async () => {
    const socket = await ask('endless');
    const head = String(await once(socket.resume(), 'data'));
    expect(head).toContain(`content-length: ${endlessSize}\r\n`);
    expect(head).not.toContain('content-encoding');
    socket.destroy();
  });

  it('left to nginx is named to it, without a body', async () => {
    const answer = await get({ range: 'bytes=0-3' }, 'accel');
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(answer.headers).toMatchObject({
      'x-accel-redirect': '/_palier_storage/a%20b/%C3%BC',
      'content-length': '0',
      'content-type': 'application/zip',
      'repr-digest': digest,
      etag: '"e1"',
    });
    // nginx adds its own.
    for (const name of ['content-digest', 'accept-ranges'])
      expect([name, answer.headers[name]]).toEqual([name, undefined]);
    expect((await get({ 'if-none-match': '"e1"' }, 'accel')).headers['x-accel-redirect']).toBeUndefined();
  });

  it('on another server is a redirect that nothing stores', async () => {
    const answer = await get({ 'if-none-match': '"e1"' }, 'redirect');
    expect([answer.statusCode, answer.body]).toEqual([302, '']);
    expect(answer.headers).toMatchObject({
      location: 'https://storage.example/a?signature=b',
      'cache-control': 'private, no-store',
    });
    expect(answer.headers.etag).toBeUndefined();
  });

  it('on another server, whose URL is good for GET alone, is described here for HEAD', async () => {
    const answer = await get({ 'if-none-match': '"e1"', range: 'bytes=0-3' }, 'redirect', 'HEAD');
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    const { 'content-digest': _, etag: _etag, 'last-modified': _changed, ...others } = whole;
    expect(answer.headers).toMatchObject({ ...others, 'cache-control': 'private, no-store' });
    for (const name of ['etag', 'last-modified', 'location'])
      expect([name, answer.headers[name]]).toEqual([name, undefined]);
  });
});

describe('the connection', () => {
  it.each(['short', 'long', 'broken'])('ends with the answer when the source of a file is %s', async (source) => {
    const closed = once(transfers, 'closed');
    const socket = await ask(source);
    let received = '';
    for await (const piece of socket) received += piece;
    await closed;
    expect(received.split('\r\n\r\n')[1]?.length ?? 0).toBeLessThan(size);
  });

  it('that a client leaves closes the source', async () => {
    const closed = once(transfers, 'closed');
    const socket = await ask('endless');
    await once(socket.resume(), 'data');
    socket.destroy();
    await closed;
  });

  it.each(['endless', 'silent'])(
    'is closed when nothing moves on it for the limit of a request (%s)',
    async (source) => {
      const closed = once(transfers, 'closed');
      const socket = await ask(source);
      await closed;
      socket.destroy();
    },
  );

  it('stays open after a file that was sent whole', async () => {
    const socket = await ask('plain');
    expect(String(await once(socket.resume(), 'data'))).toContain(' 200 OK');
    socket.write('HEAD /files/plain HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(String(await once(socket, 'data'))).toContain(`content-length: ${size}`);
    socket.destroy();
  });
});
