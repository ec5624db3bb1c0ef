// 4 primaries and 4 replicas hold `--sessions` (10,000); one primary is killed under load: no fast validation fails, no
// session that was acknowledged as replicated is lost, no rotation is taken for reuse. The gap of the rest is measured.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { slotOf } from '../../dist/libs/platform/redis/index.js';
import { openHouse } from './shards/house.mjs';
import { capacity, report } from './shards/report.mjs';

const { startRedisCluster } = await import('../stack/redis-cluster.ts');
const { SessionLoad, beginSessions } = await import('../stack/session-load.ts');
const { values } = parseArgs({ options: { sessions: { type: 'string', default: '10000' } } });
/** The first of four primaries. */
const LAST_SLOT = 4095;

const cluster = await startRedisCluster({ primaries: 4, replicasEach: 1 });
let house;
let held = false;
try {
  house = await openHouse({ REDIS_CLUSTER: cluster.addresses.join() });
  const sessions = await beginSessions(house.target, Number(values.sessions));
  const alone = new SessionLoad(house.target, sessions, { fast: 0, strict: 64, refreshing: 0, beginning: 0 });
  await pause(5000);
  capacity(await alone.stop());
  const load = new SessionLoad(house.target, sessions, { fast: 4, strict: 16, refreshing: 16, beginning: 4 });
  await pause(3000);
  load.watch(({ tenantId, userId }) => slotOf(`{${tenantId}:${userId}}`) <= LAST_SLOT);
  await cluster.kill(0);
  await load.writesAgain();
  await cluster.healthy();
  await pause(3000);
  const figures = await load.stop();
  report(figures);
  held = figures.fast.failed + figures.lost + figures.denied + figures.mistaken === 0;
} finally {
  await house?.close();
  await cluster.stop();
}
process.exit(held ? 0 : 1);
