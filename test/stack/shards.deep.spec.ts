// Real: Redis Clusters of 3 primaries with a replica each, their elections and moves of slots; APIs on PostgreSQL.
// Faked: nothing.
import { type SessionRef, Shards } from '#auth';
import { AuditTrail } from '#platform/audit';
import { slotOf } from '#platform/redis';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { needs } from './servers.js';
import { beginSessions, SessionLoad } from './session-load.js';
import { type ShardedApp, startShardedApp } from './sharded-app.js';

const callers = { fast: 1, strict: 4, refreshing: 4, beginning: 2, restMs: 5 };
/** Of the first of three primaries. */
const LAST_SLOT = 5461;

needs('redis-server')('sessions over shards', () => {
  let deployment: ShardedApp;
  let load: SessionLoad | undefined;
  beforeEach(async () => {
    deployment = await startShardedApp();
  });
  afterEach(async () => {
    load?.end();
    await deployment?.close();
  });

  it('survive a killed primary: nothing acknowledged is lost, and no fast validation fails', async () => {
    const { cluster, target } = deployment;
    const onTheFirst = ({ tenantId, userId }: SessionRef) => slotOf(`{${tenantId}:${userId}}`) <= LAST_SLOT;
    const sessions = await beginSessions(target, 500);
    // The first four are refreshed: some must be on the primary that dies, or no refresh there would be measured.
    sessions.sort((a, b) => Number(onTheFirst(b.session)) - Number(onTheFirst(a.session)));
    load = new SessionLoad(target, sessions, callers);
    load.watch(onTheFirst);
    await cluster.kill(0);
    await load.writesAgain();
    await cluster.healthy();
    const { fast, strict, refreshes, lost, acknowledged, denied, mistaken } = await load.stop();
    expect({ failed: fast.failed, lost, denied, mistaken }).toEqual({ failed: 0, lost: 0, denied: 0, mistaken: 0 });
    for (const { answered } of [fast, strict, refreshes]) expect(answered).toBeGreaterThan(0);
    expect(acknowledged).toBeGreaterThan(0);
  });

  it('move to a new shard under load, and nothing fails', async () => {
    const { cluster, target, app } = deployment;
    load = new SessionLoad(target, await beginSessions(target, 500), callers);
    await cluster.add();
    const { moved } = await app.get(Shards).rebalance();
    const { fast, strict, refreshes, begun, lost, denied, mistaken } = await load.stop();
    const failures = [fast, strict, refreshes, begun].map(({ failure }) => failure);
    expect({ failures, lost, denied, mistaken }).toEqual({ failures: Array(4), lost: 0, denied: 0, mistaken: 0 });
    expect(moved).toBe(4096);
    expect((await app.get(Shards).plan()).plan.moves).toEqual([]);
    const { data: lines } = await app
      .get(AuditTrail)
      .list(PLATFORM_TENANT_ID, { action: 'auth.shards.rebalanced', limit: 5 });
    expect(lines.map(({ details }) => details)).toEqual([{ planned: 4096, moved: 4096 }]);
  });
});
