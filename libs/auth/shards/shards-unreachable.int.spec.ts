// Real: a single Redis, and one under Sentinels, that are killed; a whole API on PostgreSQL. Faked: nothing.
import { startSentinels } from '../../../test/stack/sentinels.js';
import { needs, startRedis } from '../../../test/stack/servers.js';
import { startTestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

const deployments = {
  'a single Redis': async () => {
    const server = await startRedis();
    return { settings: { redisUrl: server.url }, kill: () => server.kill(), stop: () => server.stop() };
  },
  'Redis under Sentinels': async () => {
    const { addresses: redisSentinels, nodes, stop } = await startSentinels();
    return { settings: { redisSentinels }, kill: () => Promise.all(nodes.map((node) => node.kill())), stop };
  },
};

needs('redis-server')('the view of the shards', () => {
  it.each(Object.entries(deployments))('shows that %s is unreachable', async (_, start) => {
    const redis = await start();
    const api = await startTestApp(redis.settings);
    try {
      const headers = { authorization: `Bearer ${api.operatorKey}` };
      const view = () => api.inject({ method: 'GET', url: '/v1/platform/auth/shards', headers });
      // At first it may be connecting, or take longer to answer than the view waits.
      await until(async () => (await view()).json().shards[0].answers === true);
      await redis.kill();
      expect((await view()).json()).toMatchObject({ shards: [{ answers: false, replicas: [] }] });
    } finally {
      await api.close();
      await redis.stop();
    }
  });
});
