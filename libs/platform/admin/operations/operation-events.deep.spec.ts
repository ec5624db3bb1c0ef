// Real: the whole API and its workers in one process, sockets, PostgreSQL. Faked: the work itself.
import pg from 'pg';
import { ApiKeys, markAccess } from '#platform/access';
import { type Actor, inActor } from '#platform/audit';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { Operations } from '#platform/operations';
import { EventStreams } from '#platform/realtime';
import { PLATFORM_TENANT_ID, platformTenant } from '#platform/tenancy';
import { type EventStream, openEventStream } from '../../../../test/support/event-stream.js';
import { logIn, makePerson, present } from '../../../../test/support/people.js';
import { callAs, freshTenant, signedIn } from '../../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { until } from '../../../../test/support/until.js';
import { hand, work, workersThatWork } from '../../../../test/support/work.js';

let api: TestApp;
let url: string;

beforeAll(async () => {
  api = await startTestApp({}, undefined, workersThatWork);
  url = await api.listen();
});
afterAll(() => api.close());

/** Starts an operation whose work waits, and resolves once it runs. */
async function begun(tenantId = PLATFORM_TENANT_ID, { app } = api, permission = 'operations.write'): Promise<string> {
  const { id } = await app
    .get(Database)
    .transaction({ tenantId }, (tx) => app.get(Operations).start(tx, work, { tenantId, does: 'wait' }, permission));
  await hand.waits(id);
  await until(async () => (await app.get(Operations).find({ tenantId }, id)).progress === 0.5);
  return id;
}
const followAs = (token: string, id: string, headers = {}): Promise<EventStream> =>
  openEventStream(`${url}/v1/operations/${id}/events`, { authorization: `Bearer ${token}`, ...headers });
const follow = (id: string, headers = {}) => followAs(api.operatorKey, id, headers);

it('send the operation at once, then each change, and end with the operation', async () => {
  const id = await begun();
  const stream = await follow(id);
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const now = await stream.next();
  expect(now).toMatchObject({ event: 'operation', data: { id, state: 'running', progress: 0.5 } });
  hand.letGo(id);
  const last = await stream.next();
  expect(last?.data).toMatchObject({ id, state: 'succeeded', progress: 1, result: { done: 'wait' } });
  // With it the client reads what the operation wrote, on any process and of a replica.
  expect([now?.data.wrote, last?.data.wrote]).toEqual([undefined, expect.stringMatching(/^-{8}\.0\.\w+\.[\w-]{22}$/)]);
  expect(Number(last?.id)).toBeGreaterThan(Number(now?.id));
  expect(await stream.next()).toBeUndefined();
});

it('send a client that reconnects what it has not received', async () => {
  const id = await begun();
  const first = await follow(id);
  const seen = await first.next();
  first.abort();
  const again = await follow(id, { 'last-event-id': seen?.id });
  hand.letGo(id);
  const last = await again.next();
  expect(last?.data.state).toBe('succeeded');
  const same = { ...last, data: { ...last?.data, wrote: expect.any(String) } };
  expect(await (await follow(id, { 'last-event-id': seen?.id })).next()).toEqual(same);
  const knowing = await follow(id, { 'last-event-id': last?.id });
  expect([knowing.response.status, await knowing.next()]).toEqual([204, undefined]);
  expect(await (await follow(id, { 'last-event-id': 'nonsense' })).next()).toEqual(same);
});

it('are told to the tenant when the state is another', async () => {
  const tenant = await openEventStream(`${url}/v1/events`, { authorization: `Bearer ${api.operatorKey}` });
  const id = await begun();
  hand.letGo(id);
  const told: unknown[] = [];
  while (told.at(-1) !== 'succeeded') {
    const event = await tenant.next();
    if (event?.data.id !== id) continue;
    expect(event).toMatchObject({ event: 'operation.changed', data: { id, kind: 'tests.work' } });
    told.push(event.data.state);
  }
  expect(told).toEqual(['queued', 'running', 'succeeded']);
  tenant.abort();
});

it('are told to who began what not every member may begin, and to no other', async () => {
  const [mine, other] = [
    await api.app.get(ApiKeys).create('mine', ['*']),
    await signedIn(api, platformTenant, 'owner'),
  ];
  const follows = (token: string) => openEventStream(`${url}/v1/events`, { authorization: `Bearer ${token}` });
  const streams = await Promise.all([mine.key, other.token].map(follows));
  const id = await inActor({ kind: 'key', id: mine.id }, () => begun(undefined, api, 'webhooks.write'));
  hand.letGo(id);
  const shared = await begun();
  hand.letGo(shared);
  const told = await Promise.all(
    streams.map(async (stream) => {
      const ids: unknown[] = [];
      while (!ids.includes(shared)) ids.push((await stream.next())?.data.id);
      stream.abort();
      return ids.includes(id);
    }),
  );
  expect(told).toEqual([true, false]);
});

it('cost one read per change, however many clients follow', async () => {
  const id = await begun();
  const tokens = [api.operatorKey, (await api.app.get(ApiKeys).create('second', ['*'])).key];
  const query = jest.spyOn(pg.Client.prototype, 'query');
  const countReads = () => query.mock.calls.filter(([statement]) => nameOf(statement) === 'operations.by-id').length;
  const streams = await Promise.all(Array.from({ length: 20 }, (_, i) => followAs(tokens[i % 2] as string, id)));
  for (const stream of streams) await stream.next();
  const first = countReads();
  hand.letGo(id);
  const states = await Promise.all(streams.map(async (stream) => (await stream.next())?.data.state));
  const reads = countReads() - first;
  query.mockRestore();
  expect(states).toEqual(Array(20).fill('succeeded'));
  expect(first).toBeGreaterThan(0);
  // One more may be begun for the last client, one for the previous change, whose notification may arrive late, and one by
  // the timer that makes up for lost ones.
  expect(reads).toBeLessThanOrEqual(4);
});

describe('are bounded', () => {
  const refusal = async (token: string, id: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await api.inject({ method: 'GET', url: `/v1/operations/${id}/events`, headers });
    const { code, fullOf } = answer.json();
    return [answer.statusCode, answer.headers['retry-after'], code, fullOf];
  };
  const full = (fullOf: 'caller' | 'server') => [429, '1', 'event_streams_full', fullOf];
  const passed = (id: string, token?: string) => async () => {
    const next = await followAs(token ?? api.operatorKey, id);
    if (next.response.status === 200) return next;
    next.abort();
    return undefined;
  };

  it('to ten of one caller, and a disconnected client frees its place', async () => {
    const id = await begun();
    const { person, token } = await signedIn(api, platformTenant, 'member');
    const mine = await Promise.all(Array.from({ length: 10 }, () => followAs(token, id)));
    for (const stream of mine) await stream.next();
    const { accessToken: another } = (await logIn(api, person)).json();
    expect(await refusal(another, id)).toEqual(full('caller'));
    const other = await follow(id);
    expect(other.response.status).toBe(200);
    mine[0]?.abort();
    const again = await until(passed(id, another));
    hand.letGo(id);
    for (const stream of [...mine.slice(1), other, again])
      await until(async () => (await stream.next())?.data.state === 'succeeded');
  });

  it('to five thousand of all callers, and one of a tenant with few ends one of the tenant with most', async () => {
    const id = await begun();
    const streams = api.app.get(EventStreams);
    const first = await follow(id);
    await first.next();
    const others = Array.from({ length: 4999 }, (_, i) => {
      const raw = { rawHeaders: [] };
      markAccess({ raw }, { kind: 'key', id: String(i % 500), name: '', permissions: new Set() });
      const source = { next: () => undefined, beat: () => Buffer.of(), closed: () => {} };
      return streams.openTo({ raw, address: '' }, source);
    });
    expect(await refusal(api.operatorKey, id)).toEqual(full('server'));
    const raw = { rawHeaders: [] };
    markAccess({ raw }, { kind: 'key', id: 'other', tenantId: newId(), name: '', permissions: new Set() });
    others.push(
      streams.openTo({ raw, address: '' }, { next: () => undefined, beat: () => Buffer.of(), closed: () => {} }),
    );
    first.abort();
    const stream = await until(passed(id));
    for (const other of others) other.end();
    hand.letGo(id);
    expect((await stream.next())?.data.id).toBe(id);
  });
});

describe('are not sent to a client that would be refused now', () => {
  /** A client that follows an operation, and the action that withdraws its access. */
  interface Follower {
    token: string;
    tenantId?: string;
    is: Actor;
    refuse: () => Promise<unknown>;
  }
  const member = ({ id }: { id: string }): Actor => ({ kind: 'member', id });
  const later = () => jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000);
  const followers: [string, () => Promise<Follower>][] = [
    [
      'because the user signed out',
      async () => {
        const person = await makePerson(api, platformTenant);
        const { accessToken: token, refreshToken } = (await logIn(api, person)).json();
        return { token, is: member(person.user), refuse: () => present(api, 'platform', 'logout', refreshToken) };
      },
    ],
    [
      'because the token expired',
      async () => {
        const { token, id } = await signedIn(api, platformTenant, 'member');
        return { token, is: member({ id }), refuse: async () => later() };
      },
    ],
    [
      'because the key was revoked',
      async () => {
        const {
          id,
          key: token,
          prefix,
        } = await api.app.get(ApiKeys).create('follower', ['operations.read', 'operations.write']);
        return { token, is: { kind: 'key', id }, refuse: () => api.app.get(ApiKeys).revoke(prefix) };
      },
    ],
    [
      'because the tenant was suspended',
      async () => {
        const shop = await freshTenant(api);
        const { token, id } = await signedIn(api, shop, 'member');
        return {
          token,
          is: member({ id }),
          tenantId: shop.id,
          refuse: () => callAs(api, api.operatorKey, 'POST', `/v1/platform/tenants/${shop.slug}/suspend`),
        };
      },
    ],
  ];
  afterEach(() => jest.restoreAllMocks());

  describe.each(followers)('%s', (_, made) => {
    it.each<[string, (id: string) => void]>([
      ['with the next event', (id) => hand.letGo(id)],
      ['with the next comment', () => api.app.get(EventStreams).beat()],
    ])('%s', async (_, happens) => {
      const { token, tenantId: of, is, refuse } = await made();
      const id = await inActor(is, () => begun(of));
      const stream = await followAs(token, id);
      expect((await stream.next())?.data.state).toBe('running');
      await refuse();
      happens(id);
      expect(await stream.next()).toBeUndefined();
      hand.letGo(id);
    });
  });
});

it('end when the server shuts down', async () => {
  const leaving = await startTestApp({}, undefined, workersThatWork);
  const id = await begun(PLATFORM_TENANT_ID, leaving);
  const events = `${await leaving.listen()}/v1/operations/${id}/events`;
  const stream = await openEventStream(events, { authorization: `Bearer ${leaving.operatorKey}` });
  await stream.next();
  const closed = leaving.close();
  expect(await stream.next()).toBeUndefined();
  hand.letGo(id);
  await closed;
});

function nameOf(statement: unknown): string | undefined {
  return (statement as { name?: string }).name;
}
