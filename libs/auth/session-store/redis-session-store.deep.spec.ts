// Real: a redis-server, killed and restarted with its append-only file, or with a replica that is
// frozen; a Redis Cluster. Faked: the clock, and the Sentinels that would say where the primary is.

import { type Cluster, Redis } from 'ioredis';
import { readSettings } from '#platform/config';
import { newId } from '#platform/ids';
import { closeRedis, isCluster, openRedis, type RedisClient, slotOf } from '#platform/redis';
import { type ClusterNode, type RedisCluster, startRedisCluster } from '../../../test/stack/redis-cluster.js';
import { needs, type RedisServer, startRedis } from '../../../test/stack/servers.js';
import { behavesAsSessionStore, idAt } from '../../../test/support/session-store-behaviour.js';
import { until } from '../../../test/support/until.js';
import { RedisSessionStore } from './redis-session-store.js';
import { userKey } from './redis-user-keys.js';
import { SessionTally } from './session-count.js';
import { UserWrites } from './user-writes.js';

const someone = () => ({
  ...{ tenantId: newId(), userId: newId(), id: idAt(Date.now()) },
  ...({ role: 'member', name: 'Ada', device: 'Firefox', address: '192.0.2.7' } as const),
});

async function countIn(client: RedisClient, now: number) {
  const tally = new SessionTally();
  for (const node of isCluster(client) ? client.nodes('master') : [client]) await tally.add(node, undefined, now);
  return tally.counts();
}

needs('redis-server')('sessions in Redis', () => {
  let server: RedisServer;
  let clients: RedisClient[] = [];
  beforeAll(async () => {
    server = await startRedis({
      config: { appendonly: 'yes', appendfsync: 'always', 'repl-diskless-sync-delay': '0' },
    });
  });
  afterEach(async () => {
    await Promise.all(clients.map(closeRedis));
    clients = [];
  });
  afterAll(() => server?.stop());

  const open = (url = server.url) => {
    const client = openRedis(readSettings({ REDIS_URL: url }), { name: 'test', commandTimeoutMs: 60_000 });
    clients.push(client);
    return client;
  };

  behavesAsSessionStore(
    (now) => new RedisSessionStore(open(), open(), now),
    (now) => countIn(open(), now),
  );

  it('are stored up to the last expiry, and the marks without a session for eleven minutes', async () => {
    const store = new RedisSessionStore(open(), open());
    const [user, eye] = [someone(), open()];
    const key = userKey(user.tenantId, user.userId);
    await store.begin(user);
    expect(await eye.pttl(key)).toBeGreaterThan(29 * 86_400_000);
    await store.end(user.tenantId, user.userId, 'all');
    expect(await eye.pttl(key)).toBeGreaterThan(10 * 60_000);
    expect(await eye.pttl(key)).toBeLessThanOrEqual(11 * 60_000);
    expect(Object.keys(await eye.hgetall(key))).toEqual(['!user']);
  });

  it('that expired are deleted with the next write of their user', async () => {
    let now = Date.now();
    const store = new RedisSessionStore(open(), open(), () => now);
    const user = someone();
    await store.begin(user);
    now += 31 * 86_400_000;
    await store.begin({ ...user, id: idAt(now) });
    const fields = Object.keys(await open().hgetall(userKey(user.tenantId, user.userId)));
    expect(fields.filter((field) => !field.startsWith('!'))).toHaveLength(1);
  });

  describe('after a write that no replica has', () => {
    const eye = () => open();
    const user = someone();
    const key = userKey(user.tenantId, user.userId);
    let store: RedisSessionStore;
    let before: Record<string, Buffer>;
    beforeEach(async () => {
      store = new RedisSessionStore(open(), open());
      await store.begin({ ...user, id: idAt(Date.now()), role: 'admin' });
      before = await eye().hgetallBuffer(key);
      const run = UserWrites.prototype.run;
      jest.spyOn(UserWrites.prototype, 'run').mockImplementationOnce(async function (this: UserWrites, ...asked) {
        return { ...(await run.apply(this, asked)), replicated: false };
      });
      // The store repeats the write a second later: not before the test has taken it back.
      jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] });
    });
    afterEach(async () => {
      jest.useRealTimers();
      jest.restoreAllMocks();
      await eye().del(key);
    });
    /** Restores the state of a promoted replica that did not have the write. */
    const takeOver = async () => {
      await eye().del(key);
      await eye().hset(key, before);
    };
    const roles = async () => (await store.ofUser(user.tenantId, user.userId)).map(({ role }) => role);

    it('are ended again where a promoted replica brings them back', async () => {
      expect(await store.end(user.tenantId, user.userId, 'all')).toHaveLength(1);
      await takeOver();
      expect(await roles()).toEqual(['admin']);
      jest.advanceTimersByTime(1000);
      await until(async () => (await roles()).length === 0 || undefined);
    });

    it('lose a role again that a promoted replica brings back', async () => {
      await store.describe(user.tenantId, user.userId, { role: 'member' });
      await takeOver();
      expect(await roles()).toEqual(['admin']);
      jest.advanceTimersByTime(1000);
      await until(async () => (await roles())[0] === 'member' || undefined);
    });

    it('keep a role that was given later', async () => {
      const again = jest.spyOn(UserWrites.prototype, 'run');
      await store.describe(user.tenantId, user.userId, { role: 'member' }, Date.now() - 1);
      await store.describe(user.tenantId, user.userId, { role: 'owner' });
      jest.advanceTimersByTime(1000);
      await until(() => again.mock.calls.some((asked) => asked.at(-1) === 'again') || undefined);
      await Promise.all(again.mock.results.map(({ value }) => value));
      expect(await roles()).toEqual(['owner']);
    });
  });

  it('that were acknowledged survive a crash', async () => {
    const store = new RedisSessionStore(open(), open());
    const begun = await Promise.all(Array.from({ length: 200 }, () => store.begin(someone())));
    const [rotated, ...rest] = begun as [(typeof begun)[0], ...typeof begun];
    const { tenantId } = rotated.session;
    const seen = { device: '', address: '' };
    expect((await store.refresh(tenantId, rotated.refreshToken, seen)).kind).toBe('refreshed');
    await server.restart();
    const after = new RedisSessionStore(open(), open());
    for (const { session } of rest) expect(await after.find(session)).toEqual(session);
    expect((await after.refresh(tenantId, rotated.refreshToken, seen)).kind).toBe('refreshed');
  });

  it('are reported as unavailable, not as a server error, while Redis does not answer', async () => {
    const [user, reads, writes] = [someone(), open(), open()];
    const store = new RedisSessionStore(reads, writes);
    const { refreshToken } = await store.begin(user);
    const unavailable = { code: 'sessions_unavailable', status: 503, options: { headers: { 'Retry-After': '1' } } };
    server.freeze();
    for (const { options } of [reads, writes] as Redis[]) options.commandTimeout = 200;
    try {
      await Promise.all([
        expect(store.find(user)).rejects.toMatchObject(unavailable),
        expect(store.begin(someone())).rejects.toMatchObject(unavailable),
        expect(store.refresh(user.tenantId, refreshToken, { device: '', address: '' })).rejects.toMatchObject(
          unavailable,
        ),
        expect(store.end(user.tenantId, user.userId, 'all')).rejects.toMatchObject(unavailable),
      ]);
    } finally {
      server.thaw();
    }
  });

  describe('with a replica', () => {
    let replica: RedisServer;
    beforeAll(async () => {
      replica = await startRedis({ config: { replicaof: `127.0.0.1 ${server.port}` } });
    });
    afterAll(() => replica?.stop());

    /** A client as if from Sentinels, which may have replicas. */
    function primary(): Redis {
      const client = new Redis(server.url, { commandTimeout: 60_000 });
      client.options.sentinels = [];
      clients.push(client);
      return client;
    }

    it('report whether the replica has them, wait once for one that does not answer, and can be read meanwhile', async () => {
      const store = new RedisSessionStore(open(), primary());
      const eye = open();
      const waits = async () => Number(/cmdstat_wait:calls=(\d+)/.exec(await eye.info('commandstats'))?.[1] ?? 0);
      // The replica may still be loading, or the machine be busy for longer than a write waits.
      const [{ session }] = await until(async () => {
        const begun = await Promise.all([store.begin(someone()), store.begin(someone())]);
        return begun.every(({ replicated }) => replicated) ? begun : undefined;
      });
      const before = await waits();
      replica.freeze();
      try {
        const begins = Promise.all(Array.from({ length: 100 }, () => store.begin(someone())));
        expect(await store.find(session)).toEqual(session);
        expect((await begins).some(({ replicated }) => replicated)).toBe(false);
        expect((await waits()) - before).toBeLessThanOrEqual(2);
      } finally {
        replica.thaw();
      }
    });
  });
});

/** Tells a node which node has the slot, which is empty. */
async function moveSlot(slot: number, node?: ClusterNode, to?: ClusterNode): Promise<void> {
  const eye = new Redis(node?.port ?? 0);
  await eye.call('CLUSTER', 'SETSLOT', slot, 'NODE', to?.id ?? '');
  eye.disconnect();
}

needs('redis-server')('sessions in a Redis Cluster', () => {
  let cluster: RedisCluster;
  const clients: RedisClient[] = [];
  beforeAll(async () => {
    cluster = await startRedisCluster({ primaries: 2, replicasEach: 1 });
    // No node dies here, but one of a busy machine may be silent for a second, and a cluster of two then refuses every command.
    for (const { port } of cluster.nodes) {
      const eye = new Redis(port);
      await eye.config('SET', 'cluster-node-timeout', '60000');
      eye.disconnect();
    }
    for (const name of ['reads', 'writes']) {
      const settings = readSettings({ REDIS_CLUSTER: cluster.addresses.join() });
      clients.push(openRedis(settings, { name, commandTimeoutMs: 60_000 }));
    }
  });
  afterAll(async () => {
    await Promise.all(clients.map(closeRedis));
    await cluster?.stop();
  });

  const store = (now?: () => number) => {
    const [reads, writes] = clients as [RedisClient, RedisClient];
    return new RedisSessionStore(reads, writes, now);
  };

  behavesAsSessionStore(store, (now) => countIn(clients[0] as RedisClient, now));

  it('begin also where a slot moves to another node while the write waits for the one before', async () => {
    const [one, client] = [store(), clients[1] as Cluster];
    await client.ping();
    // A slot that holds keys of another test could not be assigned.
    for (const primary of client.nodes('master')) await primary.flushall();
    const slotOfUser = ({ tenantId, userId }: ReturnType<typeof someone>) => slotOf(userKey(tenantId, userId));
    const [before, ...users] = Array.from({ length: 20 }, someone).filter((user) => slotOfUser(user) < 8000);
    const moved = slotOfUser(users.at(-1) as (typeof users)[0]);
    let meanwhile: ReturnType<typeof one.begin>[] = [];
    const pipeline = client.pipeline.bind(client);
    jest.spyOn(client, 'pipeline').mockImplementationOnce(() => {
      const first = pipeline();
      const exec = first.exec.bind(first);
      first.exec = async () => {
        meanwhile = users.map((user) => one.begin(user));
        const answers = await exec();
        for (const node of [cluster.nodes[1], cluster.nodes[0]]) await moveSlot(moved, node, cluster.nodes[1]);
        await new Promise<void>((resolve) => client.refreshSlotsCache(() => resolve()));
        return answers;
      };
      return first;
    });
    const begun = [await one.begin(before as (typeof users)[0]), ...(await Promise.all(meanwhile))];
    expect(begun).toHaveLength(users.length + 1);
    for (const { session } of begun) expect(await one.find(session)).toEqual(session);
  });

  it('are on a replica when they are acknowledged, however many begin at once', async () => {
    const one = store();
    const begun = await until(async () => {
      const many = await Promise.all(Array.from({ length: 500 }, () => one.begin(someone())));
      return many.every(({ replicated }) => replicated) ? many : undefined;
    });
    expect(await Promise.all(begun.map(({ session }) => one.find(session)))).toEqual(
      begun.map(({ session }) => session),
    );
  });
});
