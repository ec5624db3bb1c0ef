import { createHook } from 'node:async_hooks';
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { packLimit, unpackedPackLimit } from '../../../../test/support/packs.js';
import { startThingsApp, type ThingsApp } from '../../../../test/support/things-app.js';

let app: ThingsApp;

beforeAll(async () => {
  app = await startThingsApp();
});
afterAll(() => app.close());

const json = { 'content-type': 'application/json' };
const gzip = { ...json, 'content-encoding': 'gzip' };

const post = (payload: string | Buffer | undefined, headers: Record<string, string> = json) =>
  app.inject({ method: 'POST', url: '/packs', payload, headers });
const digestOf = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

describe('a body of bytes', () => {
  it.each([
    ['application/json', 'Application/JSON; charset=utf-8'],
    ['application/x-ndjson', 'application/x-ndjson'],
    ['text/plain', 'text/plain;charset=UTF-8'],
  ])('arrives as it was sent, as %s', async (type, named) => {
    const bytes = Buffer.concat([Buffer.from('{"a":1}\n'), randomBytes(5_000)]);
    const received = await post(bytes, { 'content-type': named });
    expect(received.json()).toMatchObject({ received: bytes.length, type, digest: digestOf(bytes) });
  });

  it.each(['gzip', 'GZIP', 'x-gzip', 'identity'])('may have the Content-Encoding %s', async (encoding) => {
    const text = '{"a":"é"}'.repeat(1_000);
    const received = await post(encoding === 'identity' ? text : gzipSync(text), {
      ...json,
      'content-encoding': encoding,
    });
    expect(received.json()).toMatchObject({ received: Buffer.byteLength(text), digest: digestOf(text) });
  });

  it('is unpacked into memory of its size', async () => {
    const { received, memory } = (await post(gzipSync(Buffer.alloc(90_000, 'abc')), gzip)).json();
    expect([received, memory]).toEqual([90_000, 90_001]);
  });

  it('is unpacked while few others are: each takes the memory of its whole size', async () => {
    const packed = gzipSync(Buffer.alloc(unpackedPackLimit));
    let [begun, answered, most] = [0, 0, 0];
    const init = (_id: number, type: string) => {
      if (type === 'ZLIB') most = Math.max(most, ++begun - answered);
    };
    const hook = createHook({ init }).enable();
    const sent = Array.from({ length: 200 }, () => post(packed, gzip).finally(() => (answered += 1)));
    const answers = await Promise.all(sent).finally(() => hook.disable());
    expect(new Set(answers.map((answer) => answer.json().received))).toEqual(new Set([unpackedPackLimit]));
    expect(begun).toBe(200);
    expect(most).toBeLessThan(50);
  });

  it('is held by the handler alone, and not for as long as its request is', async () => {
    expect((await post(gzipSync('abc'), gzip)).json()).toMatchObject({ received: 3, ofRequest: 'undefined' });
  });

  it('that cannot be unpacked keeps no other from being unpacked', async () => {
    const cut = gzipSync(Buffer.alloc(unpackedPackLimit)).subarray(0, -9);
    const refused = await Promise.all(Array.from({ length: 20 }, () => post(cut, gzip)));
    expect(new Set(refused.map((answer) => answer.json().code))).toEqual(new Set(['invalid_gzip']));
    expect((await post(gzipSync('abc'), gzip)).json().received).toBe(3);
  });

  it.each([0, 1, 50_000, 0xffffffff])('that says it has %i bytes, and has others, is refused', async (told) => {
    const lying = gzipSync(Buffer.alloc(60_000, 'abc'));
    lying.writeUInt32LE(told, lying.length - 4);
    expect((await post(lying, gzip)).json().code).toBe('invalid_gzip');
  });

  it('may be as long as the limits, as sent and unpacked', async () => {
    expect((await post(Buffer.alloc(packLimit))).json().received).toBe(packLimit);
    expect((await post(gzipSync(Buffer.alloc(unpackedPackLimit)), gzip)).json().received).toBe(unpackedPackLimit);
  });

  const packed = gzipSync('{"a":1}');
  it.each<[string, number, string, string | Buffer | undefined, Record<string, string>]>([
    ['body_too_large', 413, 'longer than the limit', Buffer.alloc(packLimit + 1), json],
    ['body_too_large', 413, 'longer than the limit once unpacked', gzipSync(Buffer.alloc(unpackedPackLimit + 1)), gzip],
    ['body_too_large', 413, 'a thousand times longer once unpacked', gzipSync(Buffer.alloc(18_000_000)), gzip],
    ['empty_body', 400, 'empty', '', json],
    ['empty_body', 400, 'absent', undefined, {}],
    ['empty_body', 400, 'empty once unpacked', gzipSync(''), gzip],
    ['invalid_gzip', 400, 'no gzip', '{"a":1}', gzip],
    ['invalid_gzip', 400, 'cut', packed.subarray(0, -9), gzip],
    ['invalid_gzip', 400, 'cut in its last bytes', packed.subarray(0, -1), gzip],
    ['invalid_gzip', 400, 'damaged', Buffer.from(packed).fill(0, 12, 14), gzip],
    ['invalid_gzip', 400, 'followed by text', Buffer.concat([packed, Buffer.from('abc')]), gzip],
    ['invalid_gzip', 400, 'followed by zeros', Buffer.concat([packed, Buffer.alloc(8)]), gzip],
    ['invalid_gzip', 400, 'followed by another', Buffer.concat([packed, packed]), gzip],
    ['unsupported_encoding', 415, 'of another encoding', 'a', { ...json, 'content-encoding': 'br' }],
    ['unsupported_encoding', 415, 'packed twice', 'a', { ...json, 'content-encoding': 'gzip, gzip' }],
    ['unsupported_media_type', 415, 'of another type', 'a', { 'content-type': 'application/xml' }],
    ['unsupported_media_type', 415, 'of a type alike', 'a', { 'content-type': 'application/jsonl' }],
    ['unsupported_media_type', 415, 'of no type', 'a', {}],
  ])('%s (%i) is answered to one that is %s', async (code, status, _name, payload, headers) => {
    const refused = await post(payload, headers);
    expect([refused.statusCode, refused.json().code]).toEqual([status, code]);
    expect(refused.headers['content-type']).toBe('application/problem+json');
  });

  it('that is too large is told the limit that it exceeds', async () => {
    expect((await post(Buffer.alloc(packLimit + 1))).json().limit).toBe(packLimit);
    expect((await post(gzipSync(Buffer.alloc(unpackedPackLimit + 1)), gzip)).json().limit).toBe(unpackedPackLimit);
  });

  it('may come in chunks, and an empty list of chunks is an empty body', async () => {
    const head =
      'POST /packs HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n';
    expect(await app.raw(head, '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n')).toContain('"received":5');
    expect(await app.raw(head, '0\r\n\r\n')).toContain('"empty_body"');
    const length = packLimit + 1;
    expect(await app.raw(head, `${length.toString(16)}\r\n${'x'.repeat(length)}\r\n0\r\n\r\n`)).toContain(
      'body_too_large',
    );
  });

  it('of another route stays limited and parsed as before', async () => {
    const things = (payload: string | Buffer, headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: '/things', payload, headers });
    expect((await things('{"name":"abc"}', json)).json()).toEqual({ name: 'abc' });
    expect((await things(gzipSync('{"name":"abc"}'), gzip)).statusCode).toBe(415);
  });
});

it('a body of bytes is described by its types, limits and problems', () => {
  const { paths, components } = app.described();
  const { requestBody, ...operation } = paths['/packs']?.post ?? {};
  expect(requestBody).toEqual({
    description: expect.stringMatching(/20000 bytes.*gzip.*100000 unpacked/),
    required: true,
    content: {
      'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/PackItem' } } },
      'application/x-ndjson': { schema: { type: 'string' } },
      'text/plain': { schema: { type: 'string' } },
    },
  });
  expect(operation).toMatchObject({
    'x-problems': expect.arrayContaining(['empty_body', 'invalid_gzip', 'unsupported_encoding', 'body_too_large']),
  });
  expect(components?.schemas?.PackItem).toMatchObject({ additionalProperties: false });
});
