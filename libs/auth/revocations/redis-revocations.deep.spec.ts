// Real: a redis-server that is frozen, a Redis Cluster and Sentinels, whose primaries are killed. Faked: the API around the feed and the shards.

import type { Redis } from 'ioredis';
import { Settings } from '#platform/config';
import { newId } from '#platform/ids';
import { closeRedis, isCluster, openRedis, openRedisNode, type RedisClient, slotOf } from '#platform/redis';
import { startRedisCluster } from '../../../test/stack/redis-cluster.js';
import { startSentinels } from '../../../test/stack/sentinels.js';
import { needs, type RedisServer, startRedis } from '../../../test/stack/servers.js';
import { idAt } from '../../../test/support/session-store-behaviour.js';
import { until } from '../../../test/support/until.js';
import { RedisSessionStore } from '../session-store/redis-session-store.js';
import { userKey } from '../session-store/redis-user-keys.js';
import { RedisRevocationFeed, STREAM } from './redis-revocation-feed.js';
import { RedisTokenAuthority } from './redis-token-authority.js';
import { RevocationLag } from './revocation-lag.js';
import { ShardTally } from './shard-tally.js';

/** A deployment whose primaries can be killed. */
interface Deployment {
  readonly settings: Settings;
  /** Kills the primary that holds a key. */
  killPrimaryOf(key: string): Promise<void>;
  stop(): Promise<void>;
}

async function cluster(): Promise<Deployment> {
  const servers = await startRedisCluster({ primaries: 3, replicasEach: 1 });
  const settings = Object.assign(new Settings(), { redisCluster: servers.addresses });
  const map = openRedis(settings, { name: 'test', commandTimeoutMs: 60_000 });
  await map.ping();
  // Each node learns from gossip which node replicates which, some later than others.
  const namesReplicas = async (node: Redis) =>
    ((await node.cluster('SLOTS')) as unknown[][]).every((range) => range.length > 3);
  const nodes = isCluster(map) ? map.nodes() : [];
  await until(async () => (await Promise.all(nodes.map(namesReplicas))).every(Boolean));
  return {
    settings,
    async killPrimaryOf(key) {
      const primary = isCluster(map) ? map.slots[slotOf(key)]?.[0] : undefined;
      await servers.kill(servers.nodes.findIndex(({ address }) => address === primary));
    },
    async stop() {
      await closeRedis(map);
      await servers.stop();
    },
  };
}

async function sentinels(): Promise<Deployment> {
  const servers = await startSentinels();
  return {
    settings: Object.assign(new Settings(), { redisSentinels: servers.addresses }),
    async killPrimaryOf() {
      const port = await servers.primary();
      await servers.nodes.find((node) => node.port === port)?.kill();
    },
    stop: () => servers.stop(),
  };
}

needs('redis-server')('revocations by Redis', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function begin(start: () => Promise<Deployment>): Promise<Deployment> {
    const deployment = await start();
    ends.push(() => deployment.stop());
    return deployment;
  }

  function openFeed({ settings }: Pick<Deployment, 'settings'>): RedisRevocationFeed {
    const feed = new RedisRevocationFeed(settings, new RevocationLag());
    ends.push(() => feed.onApplicationShutdown());
    return feed;
  }

  it('are not acknowledged while a single Redis does not answer', async () => {
    const server = await startRedis();
    ends.push(() => server.stop());
    const settings = Object.assign(new Settings(), { redisUrl: server.url });
    const feed = openFeed({ settings });
    const publish = (id: string) => feed.publish(id, [{ kind: 'tenant', id, before: Date.now() }]);
    await publish(newId());
    server.freeze();
    await expect(publish(newId())).rejects.toMatchObject({ code: 'revocation_not_told', status: 503 });
    server.thaw();
    await until(() =>
      publish(newId()).then(
        () => true,
        () => false,
      ),
    );
  });

  it('of a tenant hold though an earlier one is written again after them', async () => {
    const server = await startRedis();
    ends.push(() => server.stop());
    const authority = new RedisTokenAuthority(
      Object.assign(new Settings(), { redisUrl: server.url }),
      new ShardTally(),
    );
    ends.push(() => authority.onApplicationShutdown());
    const client = openRedis(Object.assign(new Settings(), { redisUrl: server.url }), { name: 'test' });
    ends.push(() => closeRedis(client));
    const now = Date.now();
    const [tenantId, userId] = [newId(), newId()];
    const begun = async (at: number) => {
      const id = idAt(at);
      const session = { tenantId, userId, id, role: 'member', name: 'Ada', device: '', address: '192.0.2.7' } as const;
      await new RedisSessionStore(client, client).begin(session);
      return { tenantId, userId, sessionId: id, issuedAt: at };
    };
    const [between, marked, later] = [await begun(now - 500), await begun(now), await begun(now + 1)];
    await authority.markTenant(tenantId, now);
    await authority.markTenant(tenantId, now - 1000);
    const key = `palier:revoked:{${tenantId}}`;
    expect(await Promise.all([between, marked, later].map((token) => authority.confirm(token)))).toEqual([
      false,
      false,
      true,
    ]);
    // The key lives as long as a token that it revokes, and a repeated write extends it.
    expect(await client.pttl(key)).toBeGreaterThan(10 * 60_000);
    await client.pexpire(key, 5 * 60_000);
    await authority.markTenant(tenantId, now);
    expect(await client.pttl(key)).toBeGreaterThan(10 * 60_000);
  });

  it('that no replica has are written again once there is one', async () => {
    const servers = await startSentinels();
    ends.push(() => servers.stop());
    const feed = openFeed({ settings: Object.assign(new Settings(), { redisSentinels: servers.addresses }) });
    const [primary, replica] = servers.nodes as [RedisServer, RedisServer];
    const eye = openRedis(Object.assign(new Settings(), { redisUrl: primary.url }), { name: 'eye' });
    ends.push(() => closeRedis(eye));
    const id = newId();
    const entries = async () => (await eye.xrange(STREAM, '-', '+')).filter(([, fields]) => fields[1]?.includes(id));
    replica.freeze();
    await feed.publish(id, [{ kind: 'tenant', id, before: Date.now() }]);
    expect(await entries()).toHaveLength(1);
    replica.thaw();
    await until(async () => (await entries()).length > 1);
  });

  it('of a tenant that only the lost primary had are written again to its successor', async () => {
    const servers = await startSentinels();
    ends.push(() => servers.stop());
    const settings = Object.assign(new Settings(), { redisSentinels: servers.addresses });
    const authority = new RedisTokenAuthority(settings, new ShardTally());
    ends.push(() => authority.onApplicationShutdown());
    const [primary, replica] = servers.nodes as [RedisServer, RedisServer];
    const [root, eye] = [primary, replica].map(({ url: redisUrl }) => {
      const client = openRedis(Object.assign(new Settings(), { redisUrl }), { name: 'eye', commandTimeoutMs: 60_000 });
      ends.push(() => closeRedis(client));
      return client;
    }) as [RedisClient, RedisClient];
    const [first, second] = [newId(), newId()];
    await authority.markTenant(first, Date.now());
    replica.freeze();
    // Otherwise the thawed replica would read what was sent to it already.
    await root.call('CLIENT', 'KILL', 'TYPE', 'replica');
    await authority.markTenant(second, Date.now());
    await primary.kill();
    replica.thaw();
    await until(() => eye.get(`palier:revoked:{${second}}`).catch(() => undefined));
  });

  it('are written without waiting, however many, while no replica answers', async () => {
    const servers = await startSentinels();
    ends.push(() => servers.stop());
    const feed = openFeed({ settings: Object.assign(new Settings(), { redisSentinels: servers.addresses }) });
    const publish = () => feed.publish(newId(), [{ kind: 'user', tenantId: newId(), id: newId(), before: Date.now() }]);
    await publish();
    servers.nodes[1]?.freeze();
    await expect(Promise.all(Array.from({ length: 300 }, publish))).resolves.toHaveLength(300);
  });

  it('are written at once after a failover of which the process has not heard', async () => {
    const servers = await startRedisCluster({ primaries: 3, replicasEach: 1 });
    ends.push(() => servers.stop());
    const feed = openFeed({ settings: Object.assign(new Settings(), { redisCluster: servers.addresses }) });
    const publish = (id: string) => feed.publish(id, [{ kind: 'tenant', id, before: Date.now() }]);
    await publish(newId());
    const leading = await servers.primaries();
    for (const node of servers.nodes.filter((_, n) => !leading.includes(n))) {
      const replica = openRedisNode(
        new Settings(),
        { host: '127.0.0.1', port: node.port },
        { name: 'test', commandTimeoutMs: 60_000 },
      );
      ends.push(() => closeRedis(replica));
      await replica.call('CLUSTER', 'FAILOVER');
      await until(async () => String((await replica.role())[0]) === 'master');
    }
    // The former primaries are there, and answer that the slot has moved.
    await expect(publish(newId())).resolves.toBeUndefined();
  });

  describe.each([
    ['in a Cluster', cluster],
    ['under Sentinels', sentinels],
  ])('%s', (_, start) => {
    it('that were acknowledged all reach each follower', async () => {
      const deployment = await begin(start);
      const [publisher, follower] = [openFeed(deployment), openFeed(deployment)];
      const received = new Set<string>();
      await follower.follow((revocations) => {
        for (const { id } of revocations) received.add(id);
      });
      const acknowledged: string[] = [];
      const publish = async () => {
        const id = newId();
        await publisher.publish(id, [{ kind: 'tenant', id, before: Date.now() }]);
        acknowledged.push(id);
      };
      for (let i = 0; i < 50; i += 1) await publish();
      const killed = deployment.killPrimaryOf(STREAM);
      for (let i = 0; i < 200; i += 1) await publish().catch(() => undefined);
      await killed;
      await until(() =>
        publish().then(
          () => true,
          () => false,
        ),
      );
      await until(() => acknowledged.every((id) => received.has(id)));
      expect(acknowledged.length).toBeGreaterThan(200);
    });

    it('are confirmed by a replica while the primary is gone, and never wrongly', async () => {
      const deployment = await begin(start);
      const clients: RedisClient[] = ['reads', 'writes'].map((name) =>
        openRedis(deployment.settings, { name, commandTimeoutMs: 1000 }),
      );
      ends.push(async () => void (await Promise.all(clients.map(closeRedis))));
      const [reads, writes] = clients as [RedisClient, RedisClient];
      const store = new RedisSessionStore(reads, writes);
      const authority = new RedisTokenAuthority(deployment.settings, new ShardTally());
      ends.push(() => authority.onApplicationShutdown());

      const [tenantId, userId] = [newId(), newId()];
      const session = async () => {
        const id = idAt(Date.now());
        await store.begin({ tenantId, userId, id, role: 'member', name: 'Ada', device: '', address: '192.0.2.7' });
        return { tenantId, userId, sessionId: id, issuedAt: Date.now() };
      };
      const [alive, ended] = [await session(), await session()];
      await store.end(tenantId, userId, { only: ended.sessionId });
      expect([await authority.confirm(alive), await authority.confirm(ended)]).toEqual([true, false]);

      await deployment.killPrimaryOf(userKey(tenantId, userId));
      const ask = () =>
        Promise.all(
          [alive, ended].map((token) => authority.confirm(token).catch((error: { code: string }) => error.code)),
        );
      expect(await ask()).toEqual([true, false]);
      // While the replica becomes the primary no node may answer: then the problem says so.
      await until(async () => {
        const [ofAlive, ofEnded] = await ask();
        expect([true, 'revocation_unknown']).toContain(ofAlive);
        expect([false, 'revocation_unknown']).toContain(ofEnded);
        const elected = await store.find({ ...alive, id: alive.sessionId }).catch(() => undefined);
        return elected && ofAlive === true && ofEnded === false;
      });
    });
  });
});
