/** Real: redis-servers as a cluster and under Sentinels, and their processes' signals. Faked: nothing. */
import { Cluster, Redis } from 'ioredis';
import { until } from '../support/until.js';
import { startRedisCluster } from './redis-cluster.js';
import { startSentinels } from './sentinels.js';
import { needs } from './servers.js';

const nodesOf = (addresses: readonly string[]) =>
  addresses.map((node) => ({ host: '127.0.0.1', port: Number(node.split(':')[1]) }));

needs('redis-server')('a Redis Cluster for tests', () => {
  it('serves, fails over to a replica when a primary dies, and accepts a new primary', async () => {
    const cluster = await startRedisCluster({ primaries: 3, replicasEach: 1 });
    const client = new Cluster(nodesOf(cluster.addresses));
    client.on('error', () => {});
    try {
      const keys = Array.from({ length: 30 }, (_, n) => `key ${n}`);
      for (const key of keys) await client.set(key, key);
      // A replica that has not everything yet would lose it.
      for (const primary of client.nodes('master')) await until(async () => (await primary.wait(1, 1000)) === 1);
      await cluster.kill(0);
      await until(async () => (await client.get('key 1').catch(() => '')) === 'key 1');
      await cluster.healthy();
      expect(await Promise.all(keys.map((key) => client.get(key)))).toEqual(keys);
      const added = await cluster.add(1);
      const direct = new Redis(added.port);
      expect(await direct.call('CLUSTER', 'INFO')).toContain('cluster_size:3');
      expect(await direct.info('replication')).toContain('connected_slaves:1');
      direct.disconnect();
    } finally {
      client.disconnect();
      await cluster.stop();
    }
    for (const { pid } of cluster.nodes) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

needs('redis-server')('Sentinels for tests', () => {
  it('name a new primary when it dies', async () => {
    const watched = await startSentinels();
    const first = watched.nodes[0];
    const client = new Redis({ sentinels: nodesOf(watched.addresses), name: 'palier' });
    client.on('error', () => {});
    try {
      expect(await watched.primary()).toBe(first?.port);
      await client.set('kept', 'yes');
      await until(async () => (await client.wait(1, 1000)) >= 1);
      await first?.kill();
      await until(async () => (await watched.primary()) === watched.nodes[1]?.port);
      expect(await until(() => client.get('kept'))).toBe('yes');
    } finally {
      client.disconnect();
      await watched.stop();
    }
  });
});
