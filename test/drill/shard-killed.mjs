// 4 primaries and 4 replicas hold `--sessions` (10,000); one primary is killed under load: no fast validation fails, no
// session that was acknowledged as replicated is lost, no rotation is taken for reuse. The interruption of the other operations is measured.
import { slotOf } from '../../dist/libs/platform/redis/index.js';
import { killUnderLoad } from './shards/kill-under-load.mjs';

const { startRedisCluster } = await import('../stack/redis-cluster.ts');
/** The last of the first of four primaries. */
const LAST_SLOT = 4095;

const cluster = await startRedisCluster({ primaries: 4, replicasEach: 1 });
await killUnderLoad(cluster, {
  breaks: 'one of four primaries of a Redis Cluster is killed, with 10,000 sessions',
  environment: { REDIS_CLUSTER: cluster.addresses.join() },
  isHit: ({ tenantId, userId }) => slotOf(`{${tenantId}:${userId}}`) <= LAST_SLOT,
  kill: () => cluster.kill(0),
  healthy: () => cluster.healthy(),
});
