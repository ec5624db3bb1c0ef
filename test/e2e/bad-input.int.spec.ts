// Real: the whole API, PostgreSQL, the socket. Faked: nothing.
import { connect } from 'node:net';
import fc from 'fast-check';
import { Flags } from '#platform/flags';
import { Lifecycle } from '#platform/telemetry';
import { TenantDirectory } from '#platform/tenancy';
import { type ApiCall, badCalls, baseCall } from '../support/bad-calls.js';
import { cursorLists, forgedCursors, plausibleCursor } from '../support/cursor-lists.js';
import { committedOperations, parametersOf } from '../support/openapi.js';
import { callAs, signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('bad input', () => {
  let api: TestApp;
  let port: number;

  beforeAll(async () => {
    api = await startTestApp();
    port = Number(new URL(await api.listen()).port);
    api.app.get(Lifecycle).serve();
    for (const slug of ['bad-input', 'bad-input-changes']) {
      await write('POST', '/v1/platform/tenants', { slug, name: 'Bad input', product: 'wistant', plan: 'enterprise' });
    }
  });
  afterAll(() => api.close());

  function send({ method, url, payload, headers }: ApiCall) {
    const authorization = `Bearer ${api.operatorKey}`;
    return api.inject({
      method,
      url,
      headers: { authorization, ...headers },
      ...(payload !== undefined && { payload }),
    });
  }

  async function write(method: 'POST' | 'PUT', url: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const { statusCode } = await send({ method, url, payload: JSON.stringify(body), headers });
    expect(statusCode).toBeLessThan(300);
  }

  /** A refusal is a problem of the client's, with texts for each fault; without `mayPass` it must be one. */
  async function expectRefusal(call: ApiCall, mayPass: boolean): Promise<void> {
    const answer = await send(call);
    if (mayPass && answer.statusCode < 400) return;
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    const { code, errors = [] } = answer.json();
    expect(code).toMatch(/^[a-z0-9_]+$/);
    // `invalid` is what a constraint without texts of its own is called.
    for (const error of errors) expect(error.code).not.toBe('invalid');
  }

  describe('in a cursor', () => {
    const tenant = { id: '', slug: 'bad-input' };
    let admin: string;
    beforeAll(async () => {
      tenant.id = api.app.get(TenantDirectory).bySlug(tenant.slug)?.id ?? '';
      admin = (await signedIn(api, tenant, 'admin')).token;
    });
    const walk = (url: string, cursor: string) =>
      callAs(api, /^\/v1\/platform/.test(url) ? api.operatorKey : admin, 'GET', `${url}&cursor=${cursor}`);

    it('is tried on every list that there is', () => {
      const walked = committedOperations.filter((placed) => parametersOf(placed).some(({ name }) => name === 'cursor'));
      const tried = cursorLists(tenant).map(({ operation }) => operation);
      expect([...new Set(tried)].sort()).toEqual(walked.map(({ method, path }) => `${method} ${path}`).sort());
    });

    it.each(cursorLists(tenant).map(({ url, shape }, i) => [`${url} by ${shape.types.join()}`, i] as const))(
      'is refused or finds nothing: %s',
      async (_name, i) => {
        const list = cursorLists(tenant)[i] as ReturnType<typeof cursorLists>[number];
        // Else what follows would be refused for its fingerprint, whatever its keys.
        expect((await walk(list.url, plausibleCursor(list))).statusCode).toBe(200);
        await fc.assert(
          fc.asyncProperty(forgedCursors(list), async (cursor) => {
            const { statusCode, body } = await walk(list.url, cursor);
            if (statusCode === 200) return;
            expect([statusCode, JSON.parse(body).code]).toEqual([
              400,
              cursor.length > 1024 ? expect.any(String) : 'invalid_cursor',
            ]);
          }),
          { numRuns: 60 },
        );
      },
    );
  });

  it('has operations to be sent to', () => expect(committedOperations.length).toBeGreaterThan(5));

  describe.each(committedOperations.map((placed) => [`${placed.method} ${placed.path}`, placed] as const))(
    'to %s',
    (_operation, placed) => {
      // What may pass can have raised the level or turned the flag off, and so refuse everything after it.
      afterAll(async () => {
        await write('PUT', '/v1/platform/degradation', { level: 0 });
        await api.app.get(Flags).clear('catalog.tags');
      });

      it.each(badCalls(placed).map((bad) => [bad.name, bad] as const))('%s', (_name, { call, mayPass }) =>
        expectRefusal(call, mayPass),
      );

      it('of any other kind', async () => {
        const base = baseCall(placed);
        const body = fc.oneof(fc.json({ maxDepth: 4 }), fc.string());
        await fc.assert(
          fc.asyncProperty(fc.webQueryParameters(), body, async (query, payload) => {
            const url = `${base.url}?${query}`;
            await expectRefusal({ ...base, url, ...(base.payload !== undefined && { payload }) }, true);
          }),
          { numRuns: 50 },
        );
      });
    },
  );

  it.each([
    ['a malformed request line', 'NONSENSE\r\n\r\n', 400],
    ['oversized headers', `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX-A: \0\r\n\r\n', 400],
  ])('on the socket: %s', async (_name, bytes, status) => {
    const answer = await new Promise<string>((resolve, reject) => {
      let received = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => {
        received += chunk.toString();
      });
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
    });
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*\r\ncontent-type: application/problem\\+json\r\n`));
  });
});
