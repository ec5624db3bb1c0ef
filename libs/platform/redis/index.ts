export { openRedis } from './open-redis.js';
export { openRedisNode } from './open-redis-node.js';
export type { RedisClient, RedisUse } from './redis-client.js';
export { closeRedis, hasReplicas, isCluster, isRedisAway, slotOf } from './redis-client.js';
export { Replicas } from './replicas.js';
export type { Replicated } from './replicated.js';
export { replicated } from './replicated.js';
export type { RedisNode, RedisTopology } from './topology.js';
export { redisConfigured, redisTopology } from './topology.js';
