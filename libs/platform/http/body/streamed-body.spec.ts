import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';
import { transfers, uploadLimit } from '../../../../test/support/transfers.js';
import { until } from '../../../../test/support/until.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

/** Those of Node’s server are not held. */
const holdTimers = () => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
afterEach(() => jest.useRealTimers());

const put = (payload: string | Buffer | undefined, headers: Record<string, string> = {}, url = '/transfers/1') =>
  app.inject({ method: 'PUT', url, payload, headers: { 'content-type': 'application/octet-stream', ...headers } });

/** A connection on which a request with these header lines was begun. */
const begin = (path: string, ...lines: string[]) => beginAt(app, path, ...lines);
async function beginAt({ url }: ThingsApp, path: string, ...lines: string[]): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  const head = [`PUT ${path} HTTP/1.1`, 'Host: a', 'Content-Type: application/octet-stream', ...lines];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return socket;
}

/** The answer on a connection, read until the server ends it or, with a length, until the whole body came. */
async function answerOn(socket: Socket): Promise<{ status: number; head: string; body: Record<string, unknown> }> {
  let text = '';
  for await (const piece of socket.iterator({ destroyOnReturn: false })) {
    text += piece;
    const [head = '', body] = text.split('\r\n\r\n');
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    if (body === undefined || Buffer.byteLength(body) < length) continue;
    return { status: Number(text.slice(9, 12)), head: head.toLowerCase(), body: JSON.parse(body) };
  }
  throw new Error(`The server closed after ${JSON.stringify(text)}`);
}

const answer = async (socket: Socket) => {
  const { status, body } = await answerOn(socket);
  return [status, body.code ?? body.received];
};

describe('a streamed body', () => {
  it('arrives whole, with its type and length', async () => {
    const bytes = Buffer.alloc(1_000_000, 'abc');
    const digest = createHash('sha256').update(bytes).digest('hex');
    const received = await put(bytes, { 'content-type': 'Application/ZIP; a=b', 'content-encoding': 'identity' });
    expect(received.json()).toEqual({ received: bytes.length, type: 'application/zip', length: bytes.length, digest });
  });

  it('may be sent in chunks, without a length', async () => {
    const socket = await begin('/transfers/1', 'Transfer-Encoding: chunked');
    socket.write('3\r\nabc\r\n');
    await once(transfers, 'piece');
    socket.write('2\r\nde\r\n0\r\n\r\n');
    expect((await answerOn(socket)).body).toMatchObject({ received: 5, length: null });
    socket.destroy();
  });

  it.each([
    ['of another type', 'a', { 'content-type': 'text/plain' }, '', 415, 'unsupported_media_type'],
    ['of a type for JSON', '{}', { 'content-type': 'application/json' }, '', 415, 'unsupported_media_type'],
    ['of an unreadable type', 'a', { 'content-type': ';;;' }, '', 415, 'unsupported_media_type'],
    ['that is empty, of another type', '', { 'content-type': 'text/plain' }, '', 415, 'unsupported_media_type'],
    ['that is compressed', 'a', { 'content-encoding': 'gzip' }, '', 415, 'unsupported_media_type'],
    ['above the limit', Buffer.alloc(uploadLimit + 1), {}, '', 413, 'body_too_large'],
    ['that is empty but required', '', {}, '/required', 400, 'empty_body'],
  ])('%s is refused', async (_name, payload, headers, below, status, code) => {
    const refused = await put(payload, headers as Record<string, string>, `/transfers/1${below}`);
    expect([refused.statusCode, refused.json().code]).toEqual([status, code]);
    expect(refused.headers['content-type']).toBe('application/problem+json');
  });

  it('names what is accepted', async () => {
    expect((await put('a', { 'content-type': 'text/plain' })).json().detail).toContain(
      'application/octet-stream, application/zip',
    );
    const large = (await put(Buffer.alloc(uploadLimit + 1))).json();
    expect(large).toMatchObject({ limit: uploadLimit, detail: expect.stringContaining(`${uploadLimit} bytes`) });
  });

  it('needs a type, unless it is empty', async () => {
    const without = (payload?: string) => app.inject({ method: 'PUT', url: '/transfers/1', payload });
    const typed = async (length: string) => {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      socket.write(`PUT /transfers/1 HTTP/1.1\r\nHost: a\r\n${length}\r\n\r\na`);
      const told = await answer(socket);
      socket.destroy();
      return told;
    };
    expect((await without()).json()).toMatchObject({ received: 0, type: 'application/octet-stream', length: 0 });
    expect((await put('')).json()).toMatchObject({ received: 0, length: 0 });
    expect(await typed('Content-Length: 1')).toEqual([415, 'unsupported_media_type']);
  });

  it('may be as long as the limit, and in chunks no longer', async () => {
    expect((await put(Buffer.alloc(uploadLimit))).json().received).toBe(uploadLimit);
    const socket = await begin('/transfers/1', 'Transfer-Encoding: chunked');
    const failed = once(transfers, 'failed');
    const length = uploadLimit + 1;
    socket.write(`${length.toString(16)}\r\n`);
    socket.write(Buffer.alloc(length));
    expect(await answer(socket)).toEqual([413, 'body_too_large']);
    expect(await failed).toMatchObject([{ code: 'body_too_large' }]);
    socket.destroy();
  });

  it('that is required may not be an empty list of chunks', async () => {
    const socket = await begin('/transfers/1/required', 'Transfer-Encoding: chunked');
    socket.write('0\r\n\r\n');
    expect(await answer(socket)).toEqual([400, 'empty_body']);
    socket.destroy();
  });
});

describe('an answer before the end of a body', () => {
  const announced = `Content-Length: ${uploadLimit}`;

  it.each([
    ['that is announced as too long', '/transfers/1', `Content-Length: ${uploadLimit + 1}`, 413],
    ['whose handler answers without reading', '/transfers/none', announced, 404],
  ])('%s reaches a client that has sent nothing yet', async (_name, path, line, status) => {
    const socket = await begin(path, line);
    const { status: got, head } = await answerOn(socket);
    expect([got, head.includes('\r\nconnection: close')]).toEqual([status, true]);
    socket.destroy();
  });

  it.each([
    ['that is announced as too long', '/transfers/1', `Content-Length: ${1_000_000_000}`, 413],
    ['whose handler answers without reading', '/transfers/none', 'Transfer-Encoding: chunked', 404],
    ['in chunks that pass the limit', '/transfers/1', 'Transfer-Encoding: chunked', 413],
  ])('%s reaches a client that sends as fast as it can and reads only then', async (_name, path, line, status) => {
    // It has as long as the machine takes: neither the time of a request ends, nor that in which the rest is read.
    const patient = await startThingsApp({ REQUEST_TIMEOUT_MS: '600000' });
    holdTimers();
    const socket = await beginAt(patient, path, line);
    socket.pause();
    const closed = once(socket, 'close');
    // More than the buffers of both ends hold: it is taken only because the server reads on after its answer.
    const piece = Buffer.from(`${(65_536).toString(16)}\r\n${'a'.repeat(65_536)}\r\n`);
    for (let sent = 0; sent < 220; sent += 1) {
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), closed]);
    }
    expect((await answerOn(socket)).status).toBe(status);
    socket.destroy();
    jest.useRealTimers();
    await patient.close();
  });

  it('ends the connection once the rest has come', async () => {
    const socket = await begin('/transfers/none', 'Content-Length: 3');
    expect((await answerOn(socket)).status).toBe(404);
    const closed = once(socket, 'close');
    // Without it the connection would be read for five seconds.
    socket.write('abc');
    await closed;
  });

  it('leaves the connection open where the whole body has come', async () => {
    const socket = await begin('/transfers/1', 'Content-Length: 3');
    socket.write('abc');
    const next = once(socket, 'data');
    expect(String(await next)).toMatch(/^HTTP\/1.1 200 /);
    socket.write('GET /things/1 HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1.1 200 /);
    socket.destroy();
  });
});

describe('the time for a streamed body', () => {
  const slow = 'POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n';
  /** Sends the body of a slow request bit by bit, until it is answered. */
  async function trickle(socket: Socket): Promise<unknown> {
    let answered: unknown;
    void answer(socket).then((given) => {
      answered = given;
    });
    return until(() => {
      if (socket.writable) socket.write(' ');
      return answered;
    });
  }

  it('is limited between two pieces, not as a whole', async () => {
    holdTimers();
    const socket = await begin('/transfers/1', 'Content-Length: 8');
    for (let sent = 0; sent < 5; sent += 1) {
      const next = once(transfers, 'piece');
      socket.write('a');
      await next;
      // Each within the limit of a second, together above it.
      jest.advanceTimersByTime(900);
    }
    jest.useRealTimers();
    // Node has looked for late requests once it refuses one that began afterwards.
    const later = connect(Number(new URL(app.url).port), '127.0.0.1');
    later.write(slow);
    expect(await trickle(later)).toEqual([408, 'request_timeout']);
    later.destroy();
    socket.write('aaa');
    expect(await answer(socket)).toEqual([200, 8]);
    socket.destroy();
  });

  it('ends for a client that sends nothing more', async () => {
    holdTimers();
    const [failed, piece] = [once(transfers, 'failed'), once(transfers, 'piece')];
    const socket = await begin('/transfers/1', 'Content-Length: 8');
    socket.write('abc');
    await piece;
    jest.advanceTimersByTime(1000);
    expect(await answer(socket)).toEqual([408, 'request_timeout']);
    expect(await failed).toMatchObject([{ code: 'request_timeout' }]);
    socket.destroy();
  });

  it('is limited as a whole where the route says so', async () => {
    holdTimers();
    const socket = await begin('/transfers/1/brief', 'Content-Length: 500');
    for (let sent = 0; sent < 2; sent += 1) {
      const next = once(transfers, 'piece');
      socket.write('a');
      await next;
      jest.advanceTimersByTime(500);
    }
    expect(await answer(socket)).toEqual([408, 'request_timeout']);
    socket.destroy();
  });

  it('is limited as a whole for every other body, also on a connection that a streamed one used', async () => {
    const first = connect(Number(new URL(app.url).port), '127.0.0.1');
    first.write(slow);
    const used = await begin('/transfers/1', 'Content-Length: 3');
    used.write('abc');
    await once(used, 'data');
    used.write(slow);
    const answers = await Promise.all([first, used].map(trickle));
    expect(answers).toEqual([
      [408, 'request_timeout'],
      [408, 'request_timeout'],
    ]);
    for (const socket of [first, used]) socket.destroy();
  });

  it.each(['stuck', 'unread'])('does not count for the handler, which has its own (%s)', async (id) => {
    const socket = await begin(`/transfers/${id}`, 'Content-Length: 3');
    socket.write('abc');
    expect(await answer(socket)).toEqual([503, 'handler_timeout']);
    socket.destroy();
  });
});

describe('a client that disconnects in the middle', () => {
  it('ends the body with an error that the handler sees', async () => {
    const failed = once(transfers, 'failed');
    const socket = await begin('/transfers/1', 'Content-Length: 8');
    socket.write('abc');
    await once(transfers, 'piece');
    socket.destroy();
    expect(await failed).toMatchObject([{ code: 'incomplete_body' }]);
  });

  it('harms nothing where the handler does not read', async () => {
    const asked = once(transfers, 'asked');
    const socket = await begin('/transfers/unread', 'Content-Length: 8');
    await asked;
    socket.resetAndDestroy();
    expect((await put('abc')).json().received).toBe(3);
  });
});

describe('an announced digest', () => {
  const of = (text: string, algorithm = 'sha256') => createHash(algorithm).update(text).digest('base64');
  const sha256 = `sha-256=:${of('abc')}:`;
  const sha512 = `sha-512=:${of('abc', 'sha512')}:`;

  it.each<[Record<string, string>]>([
    [{ 'content-digest': sha256 }],
    [{ 'repr-digest': sha256 }],
    [{ 'content-digest': sha256, 'repr-digest': `${sha512},${sha256}` }],
    [{ 'content-digest': `${sha512}, ${sha256};a="x y";b` }],
    [{ 'content-digest': `sha-256=:${of('other')}:, ${sha256}` }],
  ])('%j is compared, and holds', async (headers) => {
    expect((await put('abc', headers)).statusCode).toBe(200);
    const other = await put('abd', headers);
    expect([other.statusCode, other.json().code]).toEqual([400, 'content_digest_mismatch']);
  });

  it.each<[Record<string, string>, string]>([
    [{ 'content-digest': sha512 }, 'sha256_missing'],
    [{ 'content-digest': '' }, 'malformed'],
    [{ 'content-digest': of('abc') }, 'malformed'],
    [{ 'content-digest': `sha-256=${of('abc')}` }, 'malformed'],
    [{ 'content-digest': `SHA-256=:${of('abc')}:` }, 'malformed'],
    [{ 'content-digest': 'sha-256=:YWJj:' }, 'malformed'],
    [{ 'repr-digest': `${sha256},` }, 'malformed'],
    [{ 'content-digest': sha256, 'repr-digest': `sha-256=:${of('other')}:` }, 'contradictory'],
  ])('%j is refused as %s', async (headers, code) => {
    const refused = await put('abc', headers);
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'invalid_content_digest']);
    expect(refused.json().errors).toMatchObject([{ in: 'header', code }]);
  });
});
