// Real: the whole API, a redis-server of the sessions that is frozen, full and killed, and a Cluster of which one primary is
// full; the command line. Faked: nothing; a Redis is full when maxmemory is set below what it uses.
import { Redis } from 'ioredis';
import { Lifecycle } from '#platform/telemetry';
import { palier } from '../support/command-line.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { startRedisCluster } from './redis-cluster.js';
import { needs, type RedisServer, startRedis } from './servers.js';

const readinessOf = async (api: TestApp) => {
  const answer = await api.inject('/health/ready');
  return { status: answer.statusCode, degraded: answer.json().degraded as string[] };
};
const isDegraded = (api: TestApp, holds: boolean) =>
  until(async () => {
    const { status, degraded } = await readinessOf(api);
    expect(status).toBe(200);
    return degraded.includes('sessions') === holds;
  });
const setMemory = (url: string, bytes: string) => {
  const redis = new Redis(url);
  return redis.config('SET', 'maxmemory', bytes).finally(() => redis.disconnect());
};

needs('redis-server')('without the Redis of the sessions', () => {
  let redis: RedisServer;
  let api: TestApp;
  beforeAll(async () => {
    redis = await startRedis({ config: { 'maxmemory-policy': 'noeviction' } });
    api = await startTestApp({ redisUrl: redis.url });
    api.app.get(Lifecycle).serve();
  });
  afterAll(async () => {
    await api.close();
    await redis.stop();
  });

  const roomOf = async () => {
    const env = { DATABASE_URL: api.database.appUrl, REDIS_URL: redis.url, PALIER_DATA_DIR: api.dataDir };
    const { findings } = JSON.parse((await palier(env, 'doctor', '--json')).stdout);
    return findings.find(({ name }: { name: string }) => name === 'redis.room');
  };

  it('the readiness names the sessions: while it is frozen, full or dead, and not afterwards', async () => {
    await isDegraded(api, false);
    redis.freeze();
    await isDegraded(api, true);
    redis.thaw();
    await isDegraded(api, false);
    await setMemory(redis.url, '1mb');
    await isDegraded(api, true);
    expect(await roomOf()).toMatchObject({ state: 'problem', summary: expect.stringContaining('OOM') });
    await setMemory(redis.url, '0');
    await isDegraded(api, false);
    expect(await roomOf()).toMatchObject({ state: 'fine' });
    await redis.kill();
    await isDegraded(api, true);
    await redis.restart();
    await isDegraded(api, false);
  });
});

needs('redis-server')('with a Cluster', () => {
  it('the readiness names the sessions while one primary is full', async () => {
    const cluster = await startRedisCluster({ primaries: 3, replicasEach: 0 });
    const api = await startTestApp({ redisCluster: cluster.addresses });
    try {
      api.app.get(Lifecycle).serve();
      await isDegraded(api, false);
      for (const address of cluster.addresses.slice(0, 3)) {
        await setMemory(`redis://${address}`, '1mb');
        await isDegraded(api, true);
        await setMemory(`redis://${address}`, '0');
        await isDegraded(api, false);
      }
    } finally {
      await api.close();
      await cluster.stop();
    }
  });
});
