// Real: the whole API on a listening socket, raw TCP clients, PostgreSQL. Faked: nothing.
import { Catalog } from '#catalog';
import { Lifecycle } from '#platform/telemetry';
import { Tenants } from '#tenants';
import { samplePackages } from '../support/sample-packages.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { openWire, type Wire } from '../support/wire.js';

const KEPT = '/v1/stores/wire/apps?limit=5';
const NOT_KEPT = '/health/live';
const request = (target: string, headers = '', line = 'GET') =>
  `${line} ${target} HTTP/1.1\r\nHost: palier.example\r\n${headers}\r\n`;

describe('an answer from memory, on the wire', () => {
  let api: TestApp;
  let url: string;
  const open: Wire[] = [];
  const wire = async (to = url) => {
    const opened = await openWire(to);
    open.push(opened);
    return opened;
  };

  beforeAll(async () => {
    api = await startTestApp();
    const tenants = api.app.get(Tenants);
    const origins = ['https://shop.example'];
    const { id } = await tenants.create({
      slug: 'wire',
      name: 'Wire',
      product: 'wistant',
      plan: 'enterprise',
      origins,
    });
    const packages = samplePackages('wire', 60);
    await api.app.get(Catalog).importPackages(id, packages.directory);
    packages.remove();
    url = await api.listen();
    const warm = await wire();
    // The first fills, the second is a hit, and from then on the URL is known.
    for (const status of ['fwd=uri-miss', 'hit', 'hit']) {
      warm.send(request(KEPT));
      expect((await warm.answer()).headers.get('cache-status')).toContain(status);
    }
  });
  afterEach(() => {
    for (const { abort } of open.splice(0)) abort();
  });
  afterAll(() => api.close());

  it('has a well-formed head with a date and the length of its body', async () => {
    const client = await wire();
    const before = Date.now();
    client.send(request(KEPT));
    const { status, headers, body } = await client.answer();
    const after = Date.now();
    expect([status, headers.get('connection'), headers.get('keep-alive')]).toEqual([200, 'keep-alive', 'timeout=75']);
    const date = Date.parse(headers.get('date') as string);
    // In whole seconds, and kept for one.
    expect(date + 2000).toBeGreaterThan(before);
    expect(date).toBeLessThanOrEqual(after);
    expect(Number(headers.get('content-length'))).toBe(body.length);
    expect(JSON.parse(body).data).toHaveLength(5);
  });

  it.each([
    ['small', 5, 'identity'],
    ['small', 5, 'br'],
    ['large', 60, 'identity'],
    ['large', 60, 'gzip'],
  ])('has the bytes that were made, of a %s body of %d apps in %s', async (_size, limit, encoding) => {
    const bodies: string[] = [];
    // First filled by the handler, then sent by the hook, then sent in front of the router.
    for (const did of ['fwd=uri-miss', 'hit', 'hit']) {
      const answer = await fetch(`${url}/v1/stores/wire/apps?sort=-name&limit=${limit}`, {
        headers: { 'accept-encoding': encoding },
      });
      expect(answer.headers.get('cache-status')).toContain(did);
      bodies.push(await answer.text());
    }
    expect(bodies[0]).toContain('déjà vu, 日本');
    expect(JSON.parse(bodies[0] as string).data).toHaveLength(limit);
    expect(new Set(bodies).size).toBe(1);
  });

  it('has the same head whether Node or the pipeline writes it', async () => {
    const kept = await wire();
    kept.send(request(KEPT, 'X-Request-Id: same\r\nOrigin: https://shop.example\r\n'));
    const closing = await wire();
    closing.send(request(KEPT, 'X-Request-Id: same\r\nOrigin: https://shop.example\r\nConnection: close\r\n'));
    const same = ({ lines }: { lines: string[] }) =>
      lines.filter((line) => !/^(date|connection|keep-alive|ratelimit|cache-status):/i.test(line)).sort();
    expect(same(await kept.answer())).toEqual(same(await closing.answer()));
  });

  it('keeps its bytes while its client does not read, and others are answered', async () => {
    const [target, other] = ['/v1/stores/wire/apps?limit=60', '/v1/stores/wire/apps?limit=59'];
    const get = async (path: string) =>
      Buffer.from(await (await fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer());
    for (let i = 0; i < 3; i += 1) await get(target);
    const bytes = (await get(target)).toString('latin1');
    const late = await wire();
    // More than the buffers of a connection hold.
    const requests = Math.ceil(16_777_216 / bytes.length);
    for (let i = 0; i < requests; i += 1) {
      late.send(request(target));
      await get(other);
    }
    for (let i = 0; i < requests; i += 1) expect((await late.answer()).body === bytes).toBe(true);
  });

  it('keeps its place among pipelined requests, cached and not', async () => {
    const client = await wire();
    const methods = ['GET', 'GET', 'GET', 'HEAD', 'GET', 'GET', 'GET'];
    const targets = [KEPT, NOT_KEPT, KEPT, KEPT, '/v1/stores/wire/apps?page=1', '/nowhere', KEPT];
    const fresh = ['', '', 'If-None-Match: *\r\n', '', '', '', ''];
    client.send(targets.map((to, i) => request(to, `X-Request-Id: nr-${i}\r\n${fresh[i]}`, methods[i])).join(''));
    const seen = [];
    for (const method of methods) {
      const { status, headers } = await client.answer(method);
      seen.push(`${headers.get('x-request-id')} ${status}`);
    }
    expect(seen).toEqual(['nr-0 200', 'nr-1 200', 'nr-2 304', 'nr-3 200', 'nr-4 200', 'nr-5 404', 'nr-6 200']);
  });

  it('has no body where it is a 304, and leaves the connection usable', async () => {
    const client = await wire();
    client.send(request(KEPT));
    const etag = (await client.answer()).headers.get('etag') as string;
    client.send(request(KEPT, `If-None-Match: ${etag}\r\n`) + request(NOT_KEPT));
    const { status, headers } = await client.answer();
    expect([status, headers.get('etag'), headers.has('date')]).toEqual([304, etag, true]);
    expect((await client.answer()).status).toBe(200);
  });

  it('has the length but no body where HEAD was asked', async () => {
    const client = await wire();
    client.send(request(KEPT) + request(KEPT, '', 'HEAD') + request(NOT_KEPT));
    const { body } = await client.answer();
    expect(Number((await client.answer('HEAD')).headers.get('content-length'))).toBe(body.length);
    expect((await client.answer()).status).toBe(200);
  });

  it('is the last where the client sends Connection: close', async () => {
    const client = await wire();
    client.send(request(KEPT, 'Connection: close\r\n') + request(KEPT));
    expect((await client.answer()).headers.get('connection')).toBe('close');
    expect(await client.rest()).toBe('');
  });

  it('is the last for HTTP/1.0, unless it asks to keep the connection', async () => {
    const oneShot = await wire();
    oneShot.send(`GET ${KEPT} HTTP/1.0\r\n\r\n`);
    expect((await oneShot.answer()).status).toBe(200);
    expect(await oneShot.rest()).toBe('');
    const kept = await wire();
    const again = `GET ${KEPT} HTTP/1.0\r\nHost: palier.example\r\nConnection: keep-alive\r\n\r\n`;
    kept.send(again);
    expect((await kept.answer()).headers.get('connection')).toBe('keep-alive');
    kept.send(again);
    expect((await kept.answer()).status).toBe(200);
  });

  it.each([
    ['a length', (body: string) => `Content-Length: ${body.length}\r\n\r\n${body}`],
    [
      'chunks',
      (body: string) => `Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    ],
  ])('does not take a body sent with %s for the next request', async (_, framed) => {
    const client = await wire();
    const smuggled = request(NOT_KEPT, 'X-Request-Id: smuggled\r\n');
    client.send(request(KEPT).replace(/\r\n$/, framed(smuggled)) + request(NOT_KEPT, 'X-Request-Id: next\r\n'));
    expect((await client.answer()).status).toBe(200);
    expect((await client.answer()).headers.get('x-request-id')).toBe('next');
  });

  it.each([
    'X-Request-Id: a\tb',
    'X-Request-Id: caf\xe9',
    `X-Request-Id: ${'a'.repeat(500)}`,
    'X-Request-Id: <script>"',
    'Origin: https://evil.example',
    'Origin: https://shop.example\x80',
    'Accept-Language: fr\x80-evil',
    'If-None-Match: "evil\x80"',
    'Host: evil.example',
  ])('repeats nothing of %j', async (header) => {
    const client = await wire();
    client.send(request(KEPT, `${header}\r\n`));
    const { status, lines } = await client.answer();
    expect([200, 400]).toContain(status);
    expect(lines.join('\n')).not.toContain(header.slice(header.indexOf(':') + 2));
  });

  it.each([
    ['kept', KEPT],
    ['not kept', NOT_KEPT],
  ])('is none but a refusal to a request with two Hosts, where it is %s', async (_, target) => {
    const client = await wire();
    // The same twice is repeated too: who reads one and who reads the other must never be two.
    for (const host of ['evil.example', 'palier.example']) {
      client.send(request(target, `hOST: ${host}\r\n`));
      const { status, body } = await client.answer();
      expect([status, JSON.parse(body).code]).toEqual([400, 'repeated_host']);
    }
    client.send(request(target));
    expect((await client.answer()).status).toBe(200);
  });

  it.each([
    ['HTTP/2.0', 400, 'malformed_request'],
    ['HTTP/0.9', 400, 'malformed_request'],
  ])('is none but a refusal to a request line with %s', async (version, status, code) => {
    const client = await wire();
    client.send(request(KEPT).replace('HTTP/1.1', version));
    const answer = await client.answer();
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([status, code]);
  });

  it.each(['QUERY', 'PROPFIND', 'OPTIONS', 'BREW'])('is none but a refusal to %s', async (method) => {
    const client = await wire();
    client.send(request(KEPT, '', method));
    const { status, headers, body } = await client.answer();
    expect([status, headers.get('allow'), JSON.parse(body).code]).toEqual([405, 'GET, HEAD', 'method_not_allowed']);
  });

  it('that nobody waits for any more harms no one else', async () => {
    const gone = await wire();
    gone.send(Array.from({ length: 200 }, () => request(KEPT) + request(NOT_KEPT)).join(''));
    await gone.answer();
    gone.abort();
    const client = await wire();
    client.send(request(KEPT) + request(NOT_KEPT));
    expect([(await client.answer()).status, (await client.answer()).status]).toEqual([200, 200]);
  });

  it('is 204 to a question about the server as a whole, after which the connection serves', async () => {
    const client = await wire();
    client.send(request('*', 'X-Request-Id: whole\r\n', 'OPTIONS') + request(NOT_KEPT) + request('*'));
    const { status, headers } = await client.answer();
    expect([status, headers.get('x-request-id')]).toEqual([204, 'whole']);
    expect((await client.answer()).status).toBe(200);
    expect((await client.answer()).status).toBe(404);
  });

  it.each([KEPT, NOT_KEPT, '/nowhere'])(
    'to a request for %s that asks to upgrade is the last of its connection',
    async (target) => {
      const client = await wire();
      const asks = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
      // Node parses nothing behind such a request.
      client.send(request(NOT_KEPT) + request(target, asks) + request(NOT_KEPT));
      expect((await client.answer()).headers.get('connection')).toBe('keep-alive');
      expect((await client.answer()).headers.get('connection')).toBe('close');
      expect(await client.rest()).toBe('');
    },
  );

  it('is the last of its connection while the server drains', async () => {
    // A separate process: one that drains never serves again.
    const leaving = await startTestApp({}, api.database);
    try {
      const client = await wire(await leaving.listen());
      for (const cacheStatus of ['fwd=uri-miss', 'hit']) {
        client.send(request(KEPT));
        const { headers } = await client.answer();
        expect(headers.get('cache-status')).toContain(cacheStatus);
        expect(headers.get('connection')).toBe('keep-alive');
      }
      leaving.app.get(Lifecycle).drain();
      client.send(request(KEPT));
      const { status, headers } = await client.answer();
      expect([status, headers.get('connection')]).toEqual([200, 'close']);
      expect(await client.rest()).toBe('');
    } finally {
      await leaving.close();
    }
  });
});
