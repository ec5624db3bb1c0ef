// 4 shards grow to 8 by `palier shards rebalance` while `--sessions` (10,000) are validated, refreshed and begun: nothing
// fails, nothing is lost, and afterwards no shard has more than 1.25 times the mean of sessions.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDeployment } from './shards/deployment.mjs';
import { report } from './shards/report.mjs';

const { startRedisCluster } = await import('../stack/redis-cluster.ts');
const { SessionLoad, beginSessions } = await import('../stack/session-load.ts');
const { values } = parseArgs({ options: { sessions: { type: 'string', default: '10000' } } });

const cluster = await startRedisCluster({ primaries: 4, replicasEach: 1 });
let deployment;
let held = false;
try {
  deployment = await openDeployment({ REDIS_CLUSTER: cluster.addresses.join() });
  const sessions = await beginSessions(deployment.target, Number(values.sessions));
  const load = new SessionLoad(deployment.target, sessions, { fast: 2, strict: 8, refreshing: 8, beginning: 2 });
  await pause(2000);
  for (let added = 0; added < 4; added += 1) await cluster.add(1);
  load.watch(() => true);
  console.log((await deployment.palier('shards', 'rebalance')).trim().split('\n').slice(-2).join('\n'));
  await pause(2000);
  const figures = await load.stop();
  report(figures);
  const { open } = await deployment.plan();
  const loads = await deployment.sessions();
  const spread = (Math.max(...loads) * loads.length) / loads.reduce((sum, each) => sum + each, 0);
  console.log(
    `8 shards have ${loads.join(', ')} sessions: the fullest ${spread.toFixed(3)} times the mean; ${open} slots open`,
  );
  const { fast, strict, refreshes, begun, lost, denied, mistaken } = figures;
  const failed = fast.failed + strict.failed + refreshes.failed + begun.failed;
  held = failed + lost + denied + mistaken + open === 0 && loads.length === 8 && spread <= 1.25;
} finally {
  await deployment?.close();
  await cluster.stop();
}
process.exit(held ? 0 : 1);
