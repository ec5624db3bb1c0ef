// Real: the whole API, PostgreSQL, the hashing. Faked: time, by ageing rows; a store and a signer that fail.
import argon2 from '@node-rs/argon2';
import pg from 'pg';
import { Database } from '#platform/database';
import { Turns } from '#platform/turns';
import { endSessions } from '../../../test/support/end-sessions.js';
import { logIn, makePerson, makeTenant, type Person } from '../../../test/support/people.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { LinkRequests } from '../email-tokens/link-requests.js';
import { AuthMails } from '../mails/auth-mails.js';
import { HashingCost } from '../passwords/hashing-cost.js';
import { Passwords } from '../passwords/passwords.js';
import { SessionStore } from '../session-store/session-store.js';
import { AccessTokens } from '../tokens/access-tokens.js';
import { Users } from '../users/users.js';

let api: TestApp;
let shop: { id: string; slug: string };
beforeAll(async () => {
  api = await startTestApp({ passwordQueue: 16 }, undefined, [], new HashingCost());
  shop = { id: await makeTenant(api, 'shop'), slug: 'shop' };
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const deactivate = ({ user }: Person) => sql(`UPDATE auth.users SET state = 'deactivated' WHERE id = '${user.id}'`);
const wrong = { body: { password: 'not the password of anyone' } };
const sessionsOf = ({ user }: Person) => api.app.get(SessionStore).ofUser(shop.id, user.id);
const inTenant = <T>(work: Parameters<Database['transaction']>[1]) =>
  api.app.get(Database).transaction({ tenantId: shop.id }, work) as Promise<T>;

describe('signing in', () => {
  it('answers with the tokens and the user, for any case of the address', async () => {
    const person = await makePerson(api, shop, { role: 'editor' });
    const { id, email, name, role } = person.user;
    const answer = await logIn(api, person, { body: { email: ` ${email.toUpperCase()} ` } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers).not.toHaveProperty('x-degraded');
    expect(answer.json()).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      tokenType: 'Bearer',
      expiresIn: 600,
      refreshToken: expect.stringMatching(/^[\w-]+$/),
      deviceToken: expect.stringMatching(/^[\w-]{64}$/),
      user: { id, email, name, role },
    });
    const authorization = `Bearer ${answer.json().accessToken}`;
    const me = await api.inject({ method: 'GET', url: '/v1/me', headers: { authorization } });
    expect(me.json()).toMatchObject({ id, email, role });
  });

  it('writes an audit line with the user as actor, and the time of the sign-in', async () => {
    const person = await makePerson(api, shop);
    await logIn(api, person);
    const [session] = await sessionsOf(person);
    const lines = await sql(`SELECT actor_kind, actor_id, action, details FROM platform.audit_lines
      WHERE target_id = '${session?.id}'`);
    const details = { knownDevice: false };
    expect(lines).toEqual([{ actor_kind: 'member', actor_id: person.user.id, action: 'auth.session.begun', details }]);
    expect(await api.app.get(Users).byId(shop.id, person.user.id)).toMatchObject({ lastSignInAt: expect.any(Date) });
  });

  it('begins eight sessions for eight concurrent requests', async () => {
    const person = await makePerson(api, shop);
    const answers = await Promise.all(Array.from({ length: 8 }, () => logIn(api, person)));
    expect(answers.map((a) => a.json().code ?? a.statusCode)).toEqual(Array(8).fill(200));
    expect(await sessionsOf(person)).toHaveLength(8);
  });

  it('reports when only one server has the session', async () => {
    const store = api.app.get(SessionStore);
    const begin = store.begin.bind(store);
    jest
      .spyOn(store, 'begin')
      .mockImplementation(async (session) => ({ ...(await begin(session)), replicated: false }));
    const answer = await logIn(api, await makePerson(api, shop));
    expect(answer.headers['x-degraded']).toBe('sessions=unreplicated');
  });

  it('renews an outdated hash', async () => {
    // A bcrypt hash of the same password, as from an import.
    const { hash } = await import('@node-rs/bcrypt');
    const person = await makePerson(api, shop, { passwordHash: await hash('an imported password', 4) });
    const body = { password: 'an imported password' };
    expect((await logIn(api, person, { body })).statusCode).toBe(200);
    const renewed = await api.app.get(Users).byId(shop.id, person.user.id);
    expect(renewed?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await logIn(api, person, { body })).statusCode).toBe(200);
  });

  it('is open to operators at the tenant platform', async () => {
    const platform = { id: '00000000-0000-7000-8000-000000000000', slug: 'platform' };
    const operator = await makePerson(api, platform, { role: 'admin' });
    const { accessToken } = (await logIn(api, operator)).json();
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = await api.inject({ method: 'GET', url: '/v1/platform/auth/sessions?tenant=platform', headers });
    expect(answer.json().data).toMatchObject([{ userId: operator.user.id }]);
  });
});

describe('a refusal', () => {
  it('is the same, after the same work, for an unknown address, a wrong password, and a user who is not active or has no password', async () => {
    const person = await makePerson(api, shop);
    const unknown = { ...person, user: { ...person.user, email: 'nobody@users.example' } };
    const deactivated = await makePerson(api, shop);
    await deactivate(deactivated);
    const invited = await makePerson(api, shop, { passwordHash: null });
    const unverified = await makePerson(api, shop, { state: 'unverified' });
    const passwords = api.app.get(Passwords);
    const verify = jest.spyOn(passwords, 'verify');
    // Takes the same time for the right password as for a wrong one.
    const forRefusal = jest.spyOn(passwords, 'verifyForRefusal');
    const remind = jest.spyOn(api.app.get(LinkRequests, { strict: false }), 'remind').mockImplementation();
    const refuse = async (who: Person, sending = {}) => {
      const { sent, done } = noteStatements();
      for (const spy of [verify, forRefusal]) spy.mockClear();
      const { statusCode, headers, body } = await logIn(api, who, sending);
      done();
      const { requestId: _, ...said } = JSON.parse(body);
      const compared = verify.mock.calls.length + forRefusal.mock.calls.length;
      return { statusCode, challenge: headers['www-authenticate'], said, sent, compared };
    };
    const refusals = [
      await refuse(person, wrong),
      await refuse(unknown),
      await refuse(deactivated),
      await refuse(deactivated, wrong),
      await refuse(invited),
      await refuse(unverified),
      await refuse(unverified, wrong),
    ];
    const [first] = refusals;
    expect(first).toMatchObject({ statusCode: 401, challenge: 'Bearer', compared: 1 });
    expect(first?.said.code).toBe('sign_in_refused');
    for (const refusal of refusals) expect(refusal).toEqual(first);
    expect(remind.mock.calls.map(([{ id }]) => id)).toEqual([unverified.user.id]);
    for (const who of [deactivated, unverified]) {
      verify.mockClear();
      await logIn(api, who);
      expect(verify).not.toHaveBeenCalled();
    }
  });

  it('covers a user who is deactivated, or gets another password, during the sign-in', async () => {
    const [one, other] = [await makePerson(api, shop), await makePerson(api, shop)];
    const passwords = api.app.get(Passwords);
    const hash = await passwords.hash('quite another password', { tenantId: shop.id, network: '192.0.2.1' });
    const verify = passwords.verify.bind(passwords);
    const meanwhile = (change: () => Promise<unknown>) =>
      jest.spyOn(passwords, 'verify').mockImplementationOnce(async (...compared) => {
        await change();
        return verify(...compared);
      });
    meanwhile(() => deactivate(one));
    expect((await logIn(api, one)).json().code).toBe('sign_in_refused');
    meanwhile(() => inTenant((tx) => api.app.get(Users).setPassword(tx, other.user.id, hash, 'chosen')));
    expect((await logIn(api, other)).json().code).toBe('sign_in_refused');
    expect([...(await sessionsOf(one)), ...(await sessionsOf(other))]).toEqual([]);
  });

  it.each([
    ['the store', SessionStore, 'begin'],
    ['the signer', AccessTokens, 'issue'],
  ] as const)('by %s leaves nothing behind', async (_, part, method) => {
    const person = await makePerson(api, shop);
    jest
      .spyOn(api.app.get<Record<string, () => Promise<never>>>(part), method)
      .mockRejectedValueOnce(new Error('broken'));
    expect((await logIn(api, person)).statusCode).toBe(500);
    expect(await sessionsOf(person)).toEqual([]);
    expect((await logIn(api, person)).statusCode).toBe(200);
  });
});

it('a flood from one network at one tenant refuses no user of another tenant on another network', async () => {
  const mall = { id: await makeTenant(api, 'mall'), slug: 'mall' };
  const owner = await makePerson(api, mall, { role: 'owner' });
  const someone = await makePerson(api, shop);
  const flooded: number[] = [];
  const signedIn: number[] = [];
  const flooder = async (_: unknown, n: number) => {
    const nobody = { ...someone, user: { ...someone.user, email: `nobody-${n}@users.example` } };
    while (signedIn.length < 4) flooded.push((await logIn(api, nobody, { from: '203.0.113.9' })).statusCode);
  };
  const flood = Promise.all(Array.from({ length: 40 }, flooder));
  await until(() => flooded.includes(503));
  for (let n = 0; n < 4; n += 1) signedIn.push((await logIn(api, owner, { from: `198.51.${n}.1` })).statusCode);
  await flood;
  expect(signedIn).toEqual([200, 200, 200, 200]);
});

describe('while one password is compared and others wait,', () => {
  /** Sends log-ins one after the other while the first is compared. @returns their numbers, as they were compared */
  async function order(attempts: readonly (() => ReturnType<typeof logIn>)[], takesMs = (_: number) => 0) {
    const { promise: sent, resolve: letGo } = Promise.withResolvers<void>();
    let passed = 0;
    const [compare, run] = [argon2.verify, Turns.prototype.take];
    jest.spyOn(argon2, 'verify').mockImplementation(async (...compared) => {
      await sent;
      return compare(...compared);
    });
    const served: number[] = [];
    let asked = 0;
    jest.spyOn(Turns.prototype, 'take').mockImplementation(function (this: Turns, requester, work) {
      const number = asked;
      asked += 1;
      // However long the machine takes, the turns measure what the test says.
      const { shares } = this as unknown as { shares: { now(): number } };
      jest.spyOn(shares, 'now').mockImplementation(() => passed);
      return run.call(this, requester, async () => {
        served.push(number);
        const result = await work();
        passed += 20 + takesMs(number);
        return result;
      });
    } as typeof run);
    const answers: ReturnType<typeof logIn>[] = [];
    for (const [n, attempt] of attempts.entries()) {
      answers.push(attempt());
      await until(() => asked > n);
    }
    letGo();
    expect((await Promise.all(answers)).map(({ statusCode }) => statusCode)).toEqual(attempts.map(() => 200));
    return served;
  }

  it('a new device of the tenant comes after one known device, not after all of them', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => makePerson(api, shop)));
    const known = await Promise.all(
      people.map(async (person, n) => {
        const from = `198.51.${n}.1`;
        const { deviceToken } = (await logIn(api, person, { from })).json();
        return () => logIn(api, person, { from, body: { deviceToken } });
      }),
    );
    const newcomer = await makePerson(api, shop);
    expect(await order([...known, () => logIn(api, newcomer)])).toEqual([0, 1, 6, 2, 3, 4, 5]);
  });

  it('one whose client leaves is not compared', async () => {
    const [stays, leaves] = [await makePerson(api, shop), await makePerson(api, shop)];
    const { promise: sent, resolve: letGo } = Promise.withResolvers<void>();
    const compare = argon2.verify;
    const compared = jest.spyOn(argon2, 'verify').mockImplementation(async (...given) => {
      await sent;
      return compare(...given);
    });
    const take = jest.spyOn(Turns.prototype, 'take');
    const answer = logIn(api, stays);
    await until(() => compared.mock.calls.length === 1);
    const client = new AbortController();
    const left = fetch(`${await api.listen()}/v1/auth/${shop.slug}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: leaves.user.email, password: leaves.password }),
      signal: client.signal,
    });
    await until(() => take.mock.calls.length === 2);
    client.abort();
    await expect(left).rejects.toThrow();
    await expect(take.mock.results[1]?.value).rejects.toMatchObject({ code: 'sign_in_busy' });
    letGo();
    expect((await answer).statusCode).toBe(200);
    expect(compared).toHaveBeenCalledTimes(1);
  });

  it('a tenant whose hashes take long gets no more time than another', async () => {
    const mart = { id: await makeTenant(api, 'mart'), slug: 'mart' };
    const at = async (tenant: typeof shop, from: string) => {
      const person = await makePerson(api, tenant);
      return () => logIn(api, person, { from });
    };
    const first = await at(shop, '192.0.2.1');
    const slow = await Promise.all([0, 1, 2].map((n) => at(mart, `198.51.${n}.1`)));
    const quick = await Promise.all([3, 4, 5].map((n) => at(shop, `198.51.${n}.1`)));
    const costly = (n: number) => (n >= 1 && n <= 3 ? 5_000 : 0);
    expect(await order([first, ...slow, ...quick], costly)).toEqual([0, 1, 4, 5, 6, 2, 3]);
  });
});

it('compares no password while the database takes no write, and answers the right one and a wrong one alike', async () => {
  const person = await makePerson(api, shop);
  const unknown = { ...person, user: { ...person.user, email: 'nobody-there@users.example' } };
  const { deviceToken } = (await logIn(api, person)).json();
  const verify = jest.spyOn(api.app.get(Passwords), 'verify');
  const setReadOnly = async (value: 'on' | 'off') => {
    const [row] = await sql<{ name: string }>('SELECT current_database() AS name');
    await sql(`ALTER ROLE palier_app IN DATABASE ${row?.name} SET default_transaction_read_only = ${value}`);
    await endSessions(api.database.adminUrl);
    // The application notices terminated connections one by one.
    const expected = value === 'on' ? 'sessions_unavailable' : undefined;
    await until(async () => (await logIn(api, person)).json().code === expected);
    verify.mockClear();
  };
  await setReadOnly('on');
  const answers = [await logIn(api, person), await logIn(api, person, wrong), await logIn(api, unknown)];
  answers.push(await logIn(api, person, { body: { deviceToken } }));
  const compared = verify.mock.calls.length;
  await setReadOnly('off');
  const codes = answers.map((answer) => `${answer.statusCode} ${answer.json().code}`);
  expect(codes).toEqual(Array(4).fill('503 sessions_unavailable'));
  expect(compared).toBe(0);
});

describe('a new device', () => {
  it('is reported to its user by mail, but not at the first sign-in', async () => {
    const person = await makePerson(api, shop);
    const queue = jest.spyOn(api.app.get(AuthMails), 'queue');
    const { deviceToken } = (await logIn(api, person)).json();
    expect(queue).not.toHaveBeenCalled();
    const known = (await logIn(api, person, { body: { deviceToken } })).json();
    expect(known).not.toHaveProperty('deviceToken');
    expect(queue).not.toHaveBeenCalled();
    await logIn(api, person);
    const mail = { kind: 'new-device', userId: person.user.id };
    expect(queue.mock.calls.map(([, tenantId, sent]) => [tenantId, sent])).toEqual([[shop.id, mail]]);
  });

  it('replaces the oldest of twenty', async () => {
    const person = await makePerson(api, shop);
    const first = (await logIn(api, person)).json().deviceToken;
    for (let i = 0; i < 20; i += 1) await logIn(api, person);
    const [row] = await sql(
      `SELECT count(*)::int AS devices FROM auth.known_devices WHERE user_id = '${person.user.id}'`,
    );
    expect(row).toEqual({ devices: 20 });
    expect((await logIn(api, person, { body: { deviceToken: first } })).json()).toHaveProperty('deviceToken');
  });

  it('is also a device that was not seen for 180 days, or of another user', async () => {
    const [person, other] = [await makePerson(api, shop), await makePerson(api, shop)];
    const { deviceToken } = (await logIn(api, person)).json();
    expect((await logIn(api, other, { body: { deviceToken } })).json()).toHaveProperty('deviceToken');
    await sql(`UPDATE auth.known_devices SET last_seen_at = now() - interval '181 days'
      WHERE user_id = '${person.user.id}'`);
    expect((await logIn(api, person, { body: { deviceToken } })).json()).toHaveProperty('deviceToken');
  });
});

/** Records the names of the statements that are sent until `done`. */
function noteStatements() {
  const sent: string[] = [];
  const query = pg.Client.prototype.query;
  const spy = jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    ...args: unknown[]
  ) {
    const [{ name }] = args as [{ name?: string }];
    // A timer reads the revocation feed, and a connection that listens anew the signing keys.
    if (name?.startsWith('auth.') && !/^auth\.(revocations|signing-keys)\./.test(name)) sent.push(name);
    return Reflect.apply(query, this, args);
  });
  return { sent, done: () => spy.mockRestore() };
}
