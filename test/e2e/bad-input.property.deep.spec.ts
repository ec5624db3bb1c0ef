// Real: the whole API, PostgreSQL, the socket. Faked: nothing.
import { connect } from 'node:net';
import fc from 'fast-check';
import { Flags } from '#platform/flags';
import { Lifecycle } from '#platform/telemetry';
import type { PlacedOperation } from '../drift/openapi/operations.js';
import { anyCharacter } from '../support/any-character.js';
import { committedOperations } from '../support/openapi.js';
import { makeTenant } from '../support/people.js';
import { propertyRuns } from '../support/property-runs.js';
import { signedIn } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { badCalls } from './bad-input/bad-calls.js';
import { type ApiCall, baseCall, type Refusal, tenantChanged, tenantRead } from './bad-input/call.js';
import { faultOf } from './bad-input/fault.js';

/** What a query may consist of: the characters that need no escape, and any other escaped. */
const queryText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(..."abcxyzABCXYZ0123456789-._~!$&'()*+,;=:@/?[]"),
    anyCharacter.map(encodeURIComponent),
  ),
});

describe('bad input', () => {
  let api: TestApp;
  let port: number;
  /** The access token of an owner of the tenant that is read. */
  let owner: string;

  beforeAll(async () => {
    api = await startTestApp();
    port = Number(new URL(await api.listen()).port);
    api.app.get(Lifecycle).serve();
    // The plan has no limits: calls below are refused only for their input.
    const id = await makeTenant(api, tenantRead);
    await makeTenant(api, tenantChanged);
    owner = (await signedIn(api, { id, slug: tenantRead }, 'owner')).token;
  });
  /** Whether a call was accepted that may have raised the degradation level or turned a flag off, which would refuse later calls. */
  let changed = false;
  afterEach(async () => {
    if (!changed) return;
    changed = false;
    const { statusCode } = await api.inject({
      method: 'PUT',
      url: '/v1/platform/degradation',
      payload: { level: 0 },
      headers: { authorization: `Bearer ${api.operatorKey}` },
    });
    expect(statusCode).toBe(200);
    await api.app.get(Flags).clear('catalog.tags');
  });
  afterAll(() => api.close());

  /** Sends as a caller who may: an operator, an owner, or without a credential. */
  async function faultIn(placed: PlacedOperation, call: ApiCall, refusal?: Refusal): Promise<string | undefined> {
    const permission = placed.operation['x-permission'];
    const credential = permission?.startsWith('platform.') ? api.operatorKey : owner;
    const authorization = permission && { authorization: `Bearer ${credential}` };
    const answer = await api.inject({ ...call, headers: { ...authorization, ...call.headers } });
    changed ||= placed.method !== 'GET' && answer.statusCode < 300;
    return faultOf(placed, answer, refusal);
  }

  const operations = committedOperations.map((placed) => [`${placed.method} ${placed.path}`, placed] as const);

  it('covers more than 50 operations', () => expect(operations.length).toBeGreaterThan(50));

  it.each(operations)('to %s is refused with the right problem', async (_operation, placed) => {
    const faults: string[] = [];
    for (const { name, call, refusal } of badCalls(placed)) {
      const fault = await faultIn(placed, call, refusal);
      if (fault) faults.push(`${name}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });

  it.each(operations)('to %s, of any other kind, causes no 5xx', async (_operation, placed) => {
    const base = baseCall(placed);
    const body = fc.oneof(fc.json({ maxDepth: 4 }), fc.string());
    await fc.assert(
      fc.asyncProperty(queryText, body, async (query, payload) => {
        const call = {
          ...base,
          url: `${base.url.split('?')[0]}?${query}`,
          ...(base.payload !== undefined && { payload }),
        };
        expect(await faultIn(placed, call)).toBeUndefined();
      }),
      { numRuns: propertyRuns(2, 6) },
    );
  });

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
