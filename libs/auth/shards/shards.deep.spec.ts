// Real: a Redis Cluster of 3 primaries with a replica each, and a whole API on PostgreSQL. Faked: the time of a job's
// run, and the death of a rebalancing, by doing half of its steps.

import { Redis } from 'ioredis';
import { Revocations } from '#platform/access';
import { newId } from '#platform/ids';
import { slotOf } from '#platform/redis';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { type RedisCluster, startRedisCluster } from '../../../test/stack/redis-cluster.js';
import { needs } from '../../../test/stack/servers.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { userKey } from '../session-store/redis-user-keys.js';
import type { SessionRef } from '../session-store/session.js';
import { SessionStore } from '../session-store/session-store.js';
import { CountSessions } from './count-sessions.job.js';
import { PATIENCE_MS, RebalanceShards } from './rebalance-shards.job.js';
import type { ShardDto } from './shards.dto.js';
import { Shards } from './shards.service.js';
import { ShardsRedis } from './shards-redis.js';

const job = { tenantId: PLATFORM_TENANT_ID };
const { signal } = new AbortController();
/** The last slot of the first of three primaries. */
const LAST_SLOT = 5461;

needs('redis-server')('the shards', () => {
  let cluster: RedisCluster;
  let api: TestApp;
  beforeEach(async () => {
    // None dies here, and none may be taken for dead on a busy machine.
    const config = { 'cluster-node-timeout': '60000' };
    cluster = await startRedisCluster({ primaries: 3, replicasEach: 1, config });
    api = await startTestApp({ redisCluster: cluster.addresses });
  });
  afterEach(async () => {
    await api?.close();
    await cluster?.stop();
  });

  async function begin(count: number): Promise<SessionRef[]> {
    const ref = () => ({ tenantId: newId(), userId: newId(), id: newId() });
    const seen = { role: 'member', name: 'Someone', device: 'Test', address: '127.0.0.1' } as const;
    const store = api.app.get(SessionStore);
    const begun = await Promise.all(Array.from({ length: count }, () => store.begin({ ...ref(), ...seen })));
    return begun.map(({ session }) => session);
  }

  /** A new instance, as after a restart. */
  const rebalanceJob = () => new RebalanceShards(api.app.get(Shards), api.app.get(ShardsRedis));

  async function view(): Promise<{ topology: string; shards: ShardDto[] }> {
    const headers = { authorization: `Bearer ${api.operatorKey}` };
    const answer = await api.inject({ method: 'GET', url: '/v1/platform/auth/shards', headers });
    expect(answer.statusCode).toBe(200);
    return answer.json();
  }

  async function regions(): Promise<object> {
    const headers = { authorization: `Bearer ${api.operatorKey}` };
    return (await api.inject({ method: 'GET', url: '/v1/platform/auth/regions', headers })).json();
  }

  /** How many SCAN commands each primary has served. */
  const scansOf = () =>
    api.app
      .get(ShardsRedis)
      .withServers((servers) =>
        Promise.all(
          servers.map(async ({ server }) => /^cmdstat_scan:calls=(\d+)/m.exec(await server.info('commandstats'))?.[1]),
        ),
      );

  it('are shown with their slots, sessions, replicas and validations', async () => {
    const sessions = await begin(300);
    expect(await regions()).toEqual({ data: [], countedAt: null });
    await new CountSessions(api.app.get(ShardsRedis)).run(job, { signal });
    const revocations = api.app.get(Revocations);
    const ask = ({ id, ...owner }: SessionRef) =>
      revocations.confirm({ ...owner, sessionId: id, issuedAt: Date.now() });
    for (const session of sessions) expect(await ask(session)).toBe(true);
    const { topology, shards } = await view();
    expect([topology, shards.map(({ address }) => address)]).toEqual(['cluster', cluster.addresses.slice(0, 3)]);
    const scans = await scansOf();
    expect(await regions()).toEqual({ data: [{ region: null, sessions: 300 }], countedAt: expect.any(String) });
    expect(await scansOf()).toEqual(scans);
    const total = (of: (shard: ShardDto) => number | null) => shards.reduce((sum, shard) => sum + (of(shard) ?? 0), 0);
    expect(total(({ slots }) => slots)).toBe(16_384);
    expect(total((shard) => shard.sessions)).toBe(300);
    expect(total(({ validations }) => validations.count)).toBe(300);
    for (const { replicas, open, answers } of shards) {
      expect({ open, answers, following: replicas.map(({ following }) => following) }).toEqual({
        open: 0,
        answers: true,
        following: [true],
      });
    }
  });

  it('are rebalanced automatically when one was overloaded for ten minutes', async () => {
    await cluster.add();
    const now = Date.now();
    expect(await rebalanceJob().run(job, { signal }, now)).toEqual({ above: 3 });
    expect(await rebalanceJob().run(job, { signal }, now + PATIENCE_MS - 1)).toEqual({ above: 3 });
    expect(await rebalanceJob().run(job, { signal }, now + PATIENCE_MS)).toEqual({ moved: 4096, finished: 0 });
    expect(await rebalanceJob().run(job, { signal }, now + PATIENCE_MS)).toEqual({ above: 0 });
  });

  it('lose no session when a rebalancing was interrupted', async () => {
    const sessions = await begin(100);
    const [giver, taker] = cluster.nodes;
    if (!giver || !taker) throw new Error('The cluster has no two nodes.');
    const slots = new Set(sessions.map(({ tenantId, userId }) => slotOf(userKey(tenantId, userId))));
    const [ahead = 0, opened = 0] = [...slots].filter((slot) => slot <= LAST_SLOT);
    const [from, to] = [new Redis(giver.port), new Redis(taker.port)];
    for (const slot of [ahead, opened]) {
      await to.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', giver.id);
      await from.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', taker.id);
    }
    const keys = (await from.call('CLUSTER', 'GETKEYSINSLOT', ahead, 100)) as string[];
    await from.call('MIGRATE', '127.0.0.1', taker.port, '', 0, 1000, 'KEYS', ...keys);
    from.disconnect();
    to.disconnect();
    expect((await view()).shards.map(({ open }) => open)).toEqual([2, 2, 0]);
    expect(await rebalanceJob().run(job, { signal })).toMatchObject({ finished: 2 });
    expect((await view()).shards.map(({ open }) => open)).toEqual([0, 0, 0]);
    for (const session of sessions) {
      expect(await api.app.get(SessionStore).find(session)).toMatchObject({ id: session.id });
    }
  });

  it('are rebalanced by one process at a time', async () => {
    await cluster.add();
    const [first, second] = await Promise.allSettled([
      api.app.get(Shards).rebalance(),
      api.app.get(Shards).rebalance(),
    ]);
    const refused = first.status === 'rejected' ? first : second;
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'shards_being_rebalanced' } });
  });
});
