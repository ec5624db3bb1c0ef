// Real: several APIs over one PostgreSQL and one redis-server, like several processes; a Redis that is
// frozen and killed. Faked: nothing.
import { Redis } from 'ioredis';
import { TenantDirectory } from '#platform/tenancy';
import { logIn, makePerson, makeTenant, type Person, present } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { needs, type RedisServer, startRedis } from './servers.js';

/** Commands that Redis answers one after the other, some milliseconds together where nothing else runs: the promise is 250. */
const COMMANDS = 20;

needs('redis-server')('revocations over two API processes', () => {
  let redis: RedisServer;
  let one: TestApp;
  let two: TestApp;
  let deployment: { slug: string; id: string };
  let admin: Person;
  /** The token of somebody else, whom no test signs out. */
  let watching: string;

  beforeAll(async () => {
    redis = await startRedis({ config: { appendonly: 'yes', appendfsync: 'always' } });
    one = await startTestApp({ redisUrl: redis.url });
    two = await startTestApp({ redisUrl: redis.url }, one.database);
    deployment = { slug: 'deployment', id: await makeTenant(one, 'deployment') };
    await two.app.get(TenantDirectory).refresh();
    admin = await makePerson(one, deployment, { role: 'admin' });
    watching = (await logIn(one, await makePerson(one, deployment, { role: 'admin' }))).json().accessToken;
  });
  // Both processes have noticed that Redis is back, for reads and for writes, where the test before froze or killed it, and the
  // second hears of revocations.
  beforeEach(async () => {
    await until(async () => {
      const answers = await Promise.all([one, two].map((api) => strict(api, watching)));
      return answers.every(({ statusCode }) => statusCode === 200);
    });
    const person = await makePerson(one, deployment);
    const signedOut: string = await until(async () => {
      const { accessToken, refreshToken } = (await logIn(one, person)).json();
      return (await present(one, deployment.slug, 'logout', refreshToken)).statusCode === 204 && accessToken;
    });
    await until(async () => (await fast(two, signedOut)).statusCode === 401);
  });
  afterEach(() => redis.thaw());
  afterAll(async () => {
    await two?.close();
    await one?.close();
    await redis?.stop();
  });

  async function signIn(): Promise<string> {
    const answer = await logIn(one, admin);
    expect(answer.statusCode).toBe(200);
    return answer.json().accessToken;
  }

  const call = ({ inject }: TestApp, token: string, url: string, method: 'GET' | 'DELETE' = 'GET') =>
    inject({ method, url, headers: { authorization: `Bearer ${token}` } });
  const fast = (api: TestApp, token: string) => call(api, token, '/v1/me');
  const strict = (api: TestApp, token: string) => call(api, token, '/v1/members?page=1');

  it('refuse a token elsewhere shortly after the answer', async () => {
    const eye = new Redis(redis.url);
    const keeps = await signIn();
    for (let i = 0; i < 20; i += 1) {
      const token = await signIn();
      expect((await fast(two, token)).statusCode).toBe(200);
      expect((await call(one, keeps, '/v1/me/sessions', 'DELETE')).statusCode).toBe(200);
      for (let sent = 0; sent < COMMANDS; sent += 1) await eye.ping();
      expect((await fast(two, token)).statusCode).toBe(401);
    }
    eye.disconnect();
    expect((await fast(two, keeps)).statusCode).toBe(200);
  });

  it('refuse it at once where the route is strict', async () => {
    const [keeps, token] = [await signIn(), await signIn()];
    expect((await strict(two, token)).statusCode).toBe(200);
    await call(one, keeps, '/v1/me/sessions', 'DELETE');
    expect((await strict(two, token)).statusCode).toBe(401);
    expect((await strict(two, keeps)).statusCode).toBe(200);
  });

  it('without Redis, fast routes continue with X-Degraded, and strict routes refuse', async () => {
    const token = await signIn();
    redis.freeze();
    const refused = await strict(two, token);
    expect([refused.statusCode, refused.json().code]).toEqual([503, 'revocation_unknown']);
    expect(refused.headers['retry-after']).toBe('1');
    const unsure = await until(async () => {
      const answer = await fast(two, token);
      expect(answer.statusCode).toBe(200);
      return answer.headers['x-degraded'] ? answer : undefined;
    });
    expect(unsure.headers['x-degraded']).toContain('revocations=stale');

    redis.thaw();
    await until(async () => (await strict(two, token)).statusCode === 200);
    await until(async () => (await fast(two, token)).headers['x-degraded'] === undefined);
  });

  it('reach a process that was disconnected meanwhile', async () => {
    const [keeps, token] = [await signIn(), await signIn()];
    const eye = new Redis(redis.url);
    const followers = async () =>
      String(await eye.client('LIST'))
        .split('\n')
        .filter((line) => line.includes('name=palier-revocations-feed'))
        .map((line) => /addr=(\S+)/.exec(line)?.[1] ?? '');
    for (const address of await followers()) await eye.client('KILL', 'ADDR', address);
    await call(one, keeps, '/v1/me/sessions', 'DELETE');
    await until(async () => (await fast(two, token)).statusCode === 401);
    eye.disconnect();
  });

  it('survive a Redis that was killed, and reach a process that starts afterwards', async () => {
    const [keeps, token] = [await signIn(), await signIn()];
    await call(one, keeps, '/v1/me/sessions', 'DELETE');
    await redis.restart();
    const late = await startTestApp({ redisUrl: redis.url }, one.database);
    try {
      // Its start waits for three seconds at most, and until it has heard everything it says so.
      const sure = await until(async () => {
        const answer = await fast(late, keeps);
        return answer.headers['x-degraded'] === undefined ? answer : undefined;
      });
      expect(sure.statusCode).toBe(200);
      expect((await fast(late, token)).statusCode).toBe(401);
      await until(async () => (await fast(two, keeps)).headers['x-degraded'] === undefined);
    } finally {
      await late.close();
    }
  });
});
