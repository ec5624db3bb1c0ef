// Real: redis-servers under Sentinels, their elections, and processes that hang or are killed. Faked: nothing.

import { Redis } from 'ioredis';
import { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { closeRedis, openRedis, Replicas } from '#platform/redis';
import { until } from '../support/until.js';
import { type Sentinels, startSentinels } from './sentinels.js';
import { needs } from './servers.js';

const use = { name: 'failover', commandTimeoutMs: 60_000 };

needs('redis-server')('a client under Sentinels', () => {
  let sentinels: Sentinels;
  let settings: Settings;
  beforeEach(async () => {
    sentinels = await startSentinels({ replicas: 2 });
    settings = Object.assign(new Settings(), { redisSentinels: sentinels.addresses });
  });
  afterEach(() => sentinels.stop());

  it('reconnects although a failover is announced while it asks a hanging Sentinel', async () => {
    const client = openRedis(settings, use);
    try {
      await client.set('key', 'before');
      sentinels.watchers[0]?.signal('SIGSTOP');
      await sentinels.nodes[0]?.kill();
      await until(async () => (await client.set('key', 'after').catch(() => '')) === 'OK');
      expect(await sentinels.primary()).not.toBe(sentinels.nodes[0]?.port);
    } finally {
      await closeRedis(client);
    }
  });

  it('knows every replica, not only one', async () => {
    const client = openRedis(settings, use);
    const replicas = new Replicas(settings, client, use);
    try {
      const key = newId();
      await client.set(key, 'written');
      await until(async () => (await client.wait(2, 1000)) >= 2);
      await sentinels.nodes[0]?.kill();
      const asked = await replicas.of(key);
      expect(asked.map(({ options }) => options.port).sort()).toEqual(
        sentinels.nodes
          .slice(1)
          .map(({ port }) => port)
          .sort(),
      );
      expect(await Promise.all(asked.map((replica) => replica.get(key)))).toEqual(['written', 'written']);
    } finally {
      await replicas.close();
      await closeRedis(client);
    }
  });

  it('reads at once from a replica that closed its connections', async () => {
    const client = openRedis(settings, use);
    const replicas = new Replicas(settings, client, use);
    const [replica] = (await replicas.of('key')).map(({ options }) => options.port);
    const beside = new Redis(replica ?? 0);
    try {
      const read = async () => Promise.all((await replicas.of('key')).map((each) => each.get('key')));
      await read();
      await beside.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await until(() => read().catch(() => undefined));
    } finally {
      beside.disconnect();
      await replicas.close();
      await closeRedis(client);
    }
  });
});
