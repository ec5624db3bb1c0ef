// Real: two APIs, the command line in a process of its own, two databases, redis-server. Faked: nothing.
import { join } from 'node:path';
import { spawnPalier } from '../support/command-line.js';
import { type EmptyDatabase, emptyDatabase } from '../support/empty-database.js';
import { logIn, makePerson, present } from '../support/people.js';
import { callAs, freshTenant } from '../support/signed-in.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { needs, type RedisServer, startRedis } from './servers.js';

const places = [
  ['another PostgreSQL', false],
  ['another PostgreSQL and a Redis', true],
] as const;

needs('redis-server')('palier climb', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it.each(places)('to %s keeps users signed in, and those who signed out stay so', async (_, withRedis) => {
    const before = await startTestApp();
    const to = await emptyDatabase(before.database);
    let after: TestApp | undefined;
    try {
      const tenant = await freshTenant(before);
      const person = await makePerson(before, tenant);
      const { accessToken } = (await logIn(before, person)).json();
      const [held, rotated, ended] = [await token(before), await token(before), await token(before)];
      const successor: string = (await present(before, tenant.slug, 'refresh', rotated)).json().refreshToken;
      expect((await present(before, tenant.slug, 'logout', ended)).statusCode).toBe(204);

      const redisOption = withRedis ? ['--redis', redis.url] : [];
      const climbed = await spawnPalier(
        {
          DATABASE_URL: before.database.appUrl,
          DATABASE_OWNER_URL: before.database.ownerUrl,
          // Not there yet, as on a machine that never ran solo.
          PALIER_DATA_DIR: join(before.dataDir, 'var'),
        },
        ...['climb', '--database', to.ownerUrl, '--app-url', to.appUrl, ...redisOption],
      );
      expect(climbed).toMatchObject({ code: 0, stderr: '' });
      after = await startNew(before, to, withRedis ? redis.url : undefined);
      const refresh = async (refreshToken: string) =>
        (await present(after as TestApp, tenant.slug, 'refresh', refreshToken)).statusCode;
      expect((await callAs(after, accessToken, 'GET', '/v1/me')).statusCode).toBe(200);
      expect(await refresh(held)).toBe(200);
      expect(await refresh(successor)).toBe(200);
      expect(await refresh(ended)).toBe(401);

      async function token(api: TestApp): Promise<string> {
        return (await logIn(api, person)).json().refreshToken;
      }
    } finally {
      await after?.close();
      await to.drop();
      await before.close();
    }
  });
});

/** The API of the new deployment, with the same master key. */
async function startNew(before: TestApp, { appUrl }: EmptyDatabase, redisUrl?: string): Promise<TestApp> {
  const database = { ...before.database, connection: { url: appUrl, directUrl: appUrl } };
  const api = await startTestApp({ redisUrl }, database);
  return api;
}
