// Real: the whole API, sockets, PostgreSQL. Faked: the clock, where a token expires.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ApiKeys, declarePersonalScope } from '#platform/access';
import { newId } from '#platform/ids';
import { EventStreams, Topics, topicOf } from '#platform/realtime';
import { type EventStream, openEventStream } from '../../../../test/support/event-stream.js';
import { logIn, makePerson, password, present } from '../../../../test/support/people.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.js';
import { until } from '../../../../test/support/until.js';

// No personal key may follow events otherwise.
declarePersonalScope('events.read');

let api: TestApp;
let url: string;
let shop: Awaited<ReturnType<typeof freshTenant>>;
let owner: SignedIn;
const opened: EventStream[] = [];

beforeAll(async () => {
  api = await startTestApp();
  url = await api.listen();
  shop = await freshTenant(api);
  owner = await signedIn(api, shop, 'owner');
});
afterEach(async () => {
  jest.restoreAllMocks();
  for (const stream of opened.splice(0)) stream.abort();
  await until(() => api.app.get(EventStreams).count === 0);
});
afterAll(() => api.close());

async function follow(token?: string, path = '/v1/events'): Promise<EventStream> {
  const stream = await openEventStream(
    `${url}${path}`,
    token === undefined ? {} : { authorization: `Bearer ${token}` },
  );
  opened.push(stream);
  return stream;
}
const storeEvents = () => `/v1/stores/${shop.slug}/events`;
/** As a message of another process would come, without a transaction. */
const receive = (topic = topicOf.tenant(shop.id), data: object = {}) =>
  api.app.get(Topics).received({ id: newId(), topic, name: 'test.changed', data: JSON.stringify(data) }, Date.now());

describe('a stream ends within a second', () => {
  interface Case {
    readonly token: string | undefined;
    readonly path?: string;
    readonly refuse: () => Promise<unknown> | unknown;
  }
  const secretKey = async (by = owner, more: object = {}) => {
    const wish = { name: 'machine', kind: 'secret', scopes: ['events.read'], ...more };
    const made = (await callAs(api, by.token, 'POST', '/v1/keys', wish)).json();
    return made as { id: string; key: string };
  };
  const personalKey = async () => {
    const by = await signedIn(api, shop, 'member');
    const wish = { name: 'reader', scopes: ['events.read'] };
    return { ...(await callAs(api, by.token, 'POST', '/v1/me/keys', wish)).json(), by };
  };
  const suspended = async () => {
    const other = await freshTenant(api);
    const refuse = () => callAs(api, api.operatorKey, 'POST', `/v1/platform/tenants/${other.slug}/suspend`);
    return { other, refuse };
  };
  const cases: [string, () => Promise<Case>][] = [
    [
      'of a sign-out',
      async () => {
        const person = await makePerson(api, shop);
        const { accessToken: token, refreshToken } = (await logIn(api, person)).json();
        return { token, refuse: () => present(api, shop.slug, 'logout', refreshToken) };
      },
    ],
    [
      'of a change of role',
      async () => {
        const { id, token } = await signedIn(api, shop, 'editor');
        const to = { role: 'member' };
        return {
          token,
          refuse: () => callAs(api, owner.token, 'PATCH', `/v1/members/${id}`, to, { 'if-match': '*' }),
        };
      },
    ],
    [
      'after the token expired',
      async () => {
        const { token } = await signedIn(api, shop, 'member');
        return { token, refuse: () => jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 11 * 60_000) };
      },
    ],
    [
      'after the key of a member was revoked',
      async () => {
        const { id, key } = await secretKey();
        return { token: key, refuse: () => callAs(api, owner.token, 'DELETE', `/v1/keys/${id}`) };
      },
    ],
    [
      'after the key of a member was replaced',
      async () => {
        const { id, key } = await secretKey();
        const atOnce = { overlapHours: 0 };
        return { token: key, refuse: () => callAs(api, owner.token, 'POST', `/v1/keys/${id}/rotate`, atOnce) };
      },
    ],
    [
      'after the key of a member expired',
      async () => {
        const { key } = await secretKey(owner, { expiresAt: new Date(Date.now() + 60_000).toISOString() });
        return { token: key, refuse: () => jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000) };
      },
    ],
    [
      'after the member who made a key was deactivated',
      async () => {
        const maker = await signedIn(api, shop, 'admin');
        const { key } = await secretKey(maker);
        return { token: key, refuse: () => callAs(api, owner.token, 'POST', `/v1/members/${maker.id}/deactivate`) };
      },
    ],
    [
      'after a member with a personal key was deactivated',
      async () => {
        const { key, by } = await personalKey();
        return { token: key, refuse: () => callAs(api, owner.token, 'POST', `/v1/members/${by.id}/deactivate`) };
      },
    ],
    [
      'after the personal key of a member was revoked',
      async () => {
        const { id, key, by } = await personalKey();
        return { token: key, refuse: () => callAs(api, by.token, 'DELETE', `/v1/me/keys/${id}`) };
      },
    ],
    [
      'after a member with a personal key changed their password',
      async () => {
        const { key, by } = await personalKey();
        const chosen = { currentPassword: password, newPassword: 'cinq mots encore plus longs ici' };
        return { token: key, refuse: () => callAs(api, by.token, 'POST', '/v1/me/password', chosen) };
      },
    ],
    [
      'after an operator ended all sessions of a tenant with a personal key',
      async () => {
        const other = await freshTenant(api);
        const by = await signedIn(api, other, 'member');
        const wish = { name: 'reader', scopes: ['events.read'] };
        const { key } = (await callAs(api, by.token, 'POST', '/v1/me/keys', wish)).json();
        const sessions = `/v1/platform/auth/sessions?tenant=${other.slug}`;
        return { token: key, refuse: () => callAs(api, api.operatorKey, 'DELETE', sessions) };
      },
    ],
    [
      'after the key of an operator was revoked',
      async () => {
        const { key, prefix } = await api.app.get(ApiKeys).create('follower', ['events.read']);
        return { token: key, refuse: () => api.app.get(ApiKeys).revoke(prefix) };
      },
    ],
    [
      'after the tenant of a user was suspended',
      async () => {
        const { other, refuse } = await suspended();
        return { token: (await signedIn(api, other, 'member')).token, refuse };
      },
    ],
    [
      'after the tenant of a store was suspended',
      async () => {
        const { other, refuse } = await suspended();
        return { token: undefined, path: `/v1/stores/${other.slug}/events`, refuse };
      },
    ],
  ];

  it.each(cases)('%s, without another event', async (_, made) => {
    const { token, path, refuse } = await made();
    const stream = await follow(token, path);
    expect(stream.response.status).toBe(200);
    // The next look at the stream ends it: no beat comes, with its complete check.
    jest.spyOn(api.app.get(EventStreams), 'beat').mockReturnValue();
    // A change of role is told too, before the token is revoked.
    const ended = (async () => {
      while (await stream.next());
    })();
    const done = (await refuse()) as { statusCode?: number } | undefined;
    expect(done?.statusCode ?? 200).toBeLessThan(300);
    await ended;
  });

  it('while others go on', async () => {
    const { key } = await secretKey();
    const revoked = await secretKey();
    const [stays, ends] = [await follow(key), await follow(revoked.key)];
    await callAs(api, owner.token, 'DELETE', `/v1/keys/${revoked.id}`);
    expect(await ends.next()).toBeUndefined();
    receive();
    expect((await stays.next())?.event).toBe('test.changed');
  });
});

it('no statement is sent for the access of streams while nothing changes', async () => {
  const { key } = await api.app.get(ApiKeys).create('quiet', ['events.read']);
  await follow(key);
  await follow(owner.token);
  const verify = jest.spyOn(ApiKeys.prototype, 'verify');
  const streams = api.app.get(EventStreams);
  const beat = streams.beat.bind(streams);
  // No beat of the timer, which verifies too.
  jest.spyOn(streams, 'beat').mockReturnValue();
  streams.sweep();
  receive();
  await opened[1]?.next();
  expect(verify).not.toHaveBeenCalled();
  beat();
  await until(() => verify.mock.calls.length === 1);
});

describe('streams are bounded', () => {
  const refusal = async (token?: string, path = '/v1/events') => {
    const answer = await callAs(api, token ?? '', 'GET', path, undefined, { 'user-agent': 'test' });
    const { code, fullOf } = answer.json();
    return [answer.statusCode, answer.headers['retry-after'], code, fullOf];
  };
  const full = [429, '1', 'event_streams_full', 'caller'];

  it('to ten of a user with all sessions, of both routes', async () => {
    const { person, token } = await signedIn(api, shop, 'member');
    for (let i = 0; i < 10; i += 1) expect((await follow(token)).response.status).toBe(200);
    const { accessToken } = (await logIn(api, person)).json();
    expect(await refusal(accessToken)).toEqual(full);
    opened[0]?.abort();
    await until(async () => (await follow(accessToken)).response.status === 200);
  });

  it('to twenty of an address on public routes, which others do not feel', async () => {
    for (let i = 0; i < 20; i += 1) expect((await follow(undefined, storeEvents())).response.status).toBe(200);
    expect(await refusal(undefined, storeEvents())).toEqual(full);
    expect((await follow(owner.token)).response.status).toBe(200);
  });
});

describe('a client that does not read', () => {
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  /** A client that has read the head, and then nothing. */
  async function silent(): Promise<{ client: Socket; server: Socket | undefined }> {
    const accepted: Socket[] = [];
    api.app.getHttpServer().on('connection', (socket: Socket) => accepted.push(socket));
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    sockets.push(socket);
    socket.write(`GET /v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${owner.token}\r\n\r\n`);
    await once(socket, 'data');
    const server = accepted.find(({ remotePort }) => remotePort === socket.localPort);
    return { client: socket.pause(), server };
  }

  it('costs a bounded buffer, delays nobody, and is reset when it reads again', async () => {
    const { client: socket, server } = await silent();
    const other = await follow(owner.token);
    const padding = 'x'.repeat(4000);
    // More than the system's buffers and the history hold.
    for (let n = 0; n < 6000; n += 1) {
      receive(undefined, { n, padding });
      if (n % 50 > 0) continue;
      while ((await other.next())?.data.n !== n);
    }
    expect(server?.writableLength).toBeLessThan(80_000);
    let text = '';
    socket.on('data', (bytes) => {
      text = (text + bytes).slice(-20_000);
    });
    socket.resume();
    await until(() => text.includes('event: reset'));
    receive(undefined, { n: 'last' });
    await until(() => text.includes('"n":"last"'));
  });

  it('is disconnected after 65 seconds', async () => {
    const { client, server } = await silent();
    expect(server?.timeout).toBe(65_000);
    // What Node does when nothing was taken for that long.
    server?.emit('timeout');
    client.resume();
    await once(client, 'close');
  });
});

it('a client that asks for the head alone gets it, and takes no place', async () => {
  const { token } = await signedIn(api, shop, 'member');
  for (let i = 0; i < 11; i += 1) {
    const answer = await fetch(`${url}/v1/events`, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  }
});

it('a page of the tenant’s origin may read the answer, and send the id that it has', async () => {
  const origin = 'https://shop.example';
  const origins = { origins: [origin] };
  const path = `/v1/platform/tenants/${shop.slug}`;
  const set = await callAs(api, api.operatorKey, 'PATCH', path, origins, { 'if-match': '*' });
  expect(set.statusCode).toBe(200);
  const headers = { origin, 'access-control-request-method': 'GET' };
  const preflight = await fetch(`${url}/v1/events`, { method: 'OPTIONS', headers });
  expect(preflight.headers.get('access-control-allow-headers')).toContain('Last-Event-ID');
  const stream = await openEventStream(`${url}${storeEvents()}`, { origin });
  opened.push(stream);
  const { response } = stream;
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('x-request-id')).toBeTruthy();
});
