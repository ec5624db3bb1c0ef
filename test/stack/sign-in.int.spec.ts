// Real: a redis-server that holds sessions and counters, the whole API, PostgreSQL, and pg, whose queries are counted.
// Faked: nothing.
import argon2 from '@node-rs/argon2';
import { Redis } from 'ioredis';
import pg from 'pg';
import { databaseText, redisText, type Secret, secretsIn, signInSecrets } from '../support/kept-secrets.js';
import { logIn, makePerson, makeTenant, type Person, password, present } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { needs, type RedisServer, startRedis } from './servers.js';

needs('redis-server')('signing in with sessions in Redis', () => {
  let redis: RedisServer;
  let api: TestApp;
  let person: Person;
  let shopId: string;
  beforeAll(async () => {
    redis = await startRedis();
    api = await startTestApp({ redisUrl: redis.url });
    shopId = await makeTenant(api, 'shop');
    person = await makePerson(api, { id: shopId, slug: 'shop' });
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await api?.close();
    await redis?.stop();
  });

  it('refreshes and signs in again without a row for session or count', async () => {
    const { refreshToken } = (await logIn(api, person)).json();
    const sent = noteStatements();
    const next = (await present(api, 'shop', 'refresh', refreshToken)).json();
    expect(next).toMatchObject({ user: { id: person.user.id, name: person.user.name, role: 'member' } });
    expect(sent).toEqual([]);
    expect((await logIn(api, person)).statusCode).toBe(200);
    expect(sent.filter((name) => /^auth\.(sessions|sign-in-tries)\./.test(name))).toEqual([]);
  });

  it('stores no secret in Redis or in a row', async () => {
    const first = (await logIn(api, person)).json();
    const next = (await present(api, 'shop', 'refresh', first.refreshToken)).json();
    const secrets: Record<string, Secret> = { password, email: person.user.email };
    Object.assign(secrets, signInSecrets('the sign-in', first), signInSecrets('the next token', next));
    const [inRedis, inRows] = [await redisText(redis.url), await databaseText(api.database.adminUrl)];
    expect(inRedis).toContain(person.user.id);
    expect(inRows).toContain(person.user.id);
    // The address is that of the account.
    expect([secretsIn(inRedis, secrets), secretsIn(inRows, secrets)]).toEqual([[], ['email']]);
  });

  it('two refreshes at once leave one family alive, and a replay ends it', async () => {
    const { refreshToken, accessToken } = (await logIn(api, person)).json();
    const twice = await Promise.all([1, 2].map(() => present(api, 'shop', 'refresh', refreshToken)));
    const [one, other] = twice.map((answer) => answer.json().refreshToken);
    expect(one).toBe(other);
    // Two generations later the first is no retry, whatever the time.
    const next = (await present(api, 'shop', 'refresh', one)).json();
    expect((await present(api, 'shop', 'refresh', refreshToken)).statusCode).toBe(401);
    expect((await present(api, 'shop', 'refresh', next.refreshToken)).statusCode).toBe(401);
    const headers = { authorization: `Bearer ${accessToken}` };
    expect((await api.inject({ method: 'GET', url: '/v1/me/sessions', headers })).statusCode).toBe(401);
  });

  it('counts guesses in Redis, under keys that identify no person', async () => {
    const guess = () => logIn(api, person, { from: '203.0.113.5', body: { password: 'a guess at random' } });
    const answers = await Promise.all(Array.from({ length: 15 }, guess));
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(5);
    const eye = new Redis(redis.url);
    const keys = await eye.keys('palier:t[ru]*');
    eye.disconnect();
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toMatch(/^palier:(tries|turns):[\w-]{43}$/);
  });

  describe('while Redis', () => {
    /** The answers to the right password, to wrong ones, for an unknown address, and from a known device. */
    const answers = async (deviceToken: string) => {
      const unknown = { ...person, user: { ...person.user, email: 'nobody@palier.example' } };
      const wrong = Array.from({ length: 20 }, () => ({ who: person, body: { password: 'a guess at random' } }));
      const asked = [...wrong, { who: person }, { who: person, body: { deviceToken } }, { who: unknown }];
      const tries = await Promise.all(
        asked.map(({ who, ...sent }, n) => logIn(api, who, { from: `10.0.${n}.7`, ...sent })),
      );
      return new Set(tries.map((answer) => `${answer.statusCode} ${answer.json().code}`));
    };
    let deviceToken: string;
    let verify: jest.SpyInstance;
    let admin: Redis;
    beforeEach(async () => {
      person = await makePerson(api, { id: shopId, slug: 'shop' });
      deviceToken = (await logIn(api, person)).json().deviceToken;
      verify = jest.spyOn(argon2, 'verify');
      admin = new Redis(redis.url, { lazyConnect: true });
    });
    afterEach(() => admin.disconnect());
    /** Sessions and counters have connections of their own. */
    const isBack = () =>
      until(async () => {
        const { statusCode } = await logIn(api, person, { body: { deviceToken } });
        return statusCode === 200 && (await admin.keys('palier:tries:*')).length > 0;
      });

    it('is full, no password is compared and all answers are the same', async () => {
      await admin.config('SET', 'maxmemory', '1');
      const seen = await answers(deviceToken).finally(() => admin.config('SET', 'maxmemory', '0'));
      expect(seen).toEqual(new Set(['503 sessions_unavailable']));
      expect(verify).not.toHaveBeenCalled();
      await isBack();
    });

    it('is unreachable, no password is compared and all answers are the same', async () => {
      await redis.kill();
      const seen = await answers(deviceToken).finally(() => redis.restart());
      expect(seen).toEqual(new Set(['503 sessions_unavailable']));
      expect(verify).not.toHaveBeenCalled();
      await isBack();
    });

    it('refuses only the counters, guesses are counted in memory', async () => {
      await admin.call('ACL', 'SETUSER', 'default', 'resetkeys', '~palier:sessions:*', '~palier:probe:*');
      const guess = () => logIn(api, person, { from: '203.0.113.77', body: { password: 'a guess at random' } });
      const guesses = await Promise.all(Array.from({ length: 15 }, guess));
      const signedIn = await logIn(api, person);
      await admin.call('ACL', 'SETUSER', 'default', 'allkeys');
      expect(guesses.map(({ statusCode }) => statusCode).sort()).toEqual([
        ...Array(10).fill(401),
        ...Array(5).fill(429),
      ]);
      expect(verify).toHaveBeenCalledTimes(11);
      expect(signedIn.statusCode).toBe(200);
    });
  });
});

function noteStatements(): string[] {
  const sent: string[] = [];
  const query = pg.Client.prototype.query;
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [{ name }] = args as [{ name?: string }];
    if (/^(auth|audit)\./.test(name ?? '') && name !== 'auth.signing-keys.in-force') sent.push(name as string);
    return Reflect.apply(query, this, args);
  });
  return sent;
}
