import type { Cluster, Redis } from 'ioredis';
import type { Settings } from '#platform/config';
import { openRedisNode } from './open-redis-node.js';
import { closeRedis, isCluster, type RedisClient, type RedisUse, slotOf } from './redis-client.js';
import { nodeOf, type RedisNode, type RedisTopology, redisTopology } from './topology.js';

/** How long the list of the Sentinels is cached; during an election they must not be asked too often. */
const LISTED_MS = 1000;

/** Connections to replicas, for reads while their primary is unreachable. */
export class Replicas {
  private readonly open = new Map<string, Redis>();
  private listed: { readonly at: number; readonly nodes: Promise<readonly RedisNode[]> } | undefined;

  /** @param client in a Cluster, its map of slots lists the replicas */
  constructor(
    private readonly settings: Settings,
    private readonly client: RedisClient,
    private readonly use: RedisUse & { commandTimeoutMs: number },
  ) {}

  /** The known replicas of the slot of a key; none for a single Redis. */
  async of(key: string): Promise<readonly Redis[]> {
    if (isCluster(this.client)) return this.ofSlot(this.client, slotOf(key));
    const topology = redisTopology(this.settings);
    if (topology?.kind !== 'sentinel') return [];
    const now = performance.now();
    if (!this.listed || now - this.listed.at > LISTED_MS) this.listed = { at: now, nodes: this.ofSentinels(topology) };
    return (await this.listed.nodes).map((node) => this.connection(node));
  }

  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map(closeRedis));
    this.open.clear();
  }

  /** All replicas that one Sentinel reports as up: a write may have reached any one of them. */
  private async ofSentinels({
    sentinels,
    master,
  }: RedisTopology & { kind: 'sentinel' }): Promise<readonly RedisNode[]> {
    const asked = sentinels.map((node) => this.connection(node).call('SENTINEL', 'REPLICAS', master));
    const answers = (await Promise.any(asked).catch(() => [])) as readonly string[][];
    return answers
      .map(fieldsOf)
      .filter(({ flags = '' }) => !/disconnected|_down/.test(flags))
      .map(({ ip = '', port }) => ({ host: ip, port: Number(port) }));
  }

  private async ofSlot(cluster: Cluster, slot: number): Promise<readonly Redis[]> {
    // The map may be older than a replica.
    if ((cluster.slots[slot]?.length ?? 0) < 2) {
      await new Promise<void>((resolve) => cluster.refreshSlotsCache(() => resolve()));
    }
    const [, ...replicas] = cluster.slots[slot] ?? [];
    return replicas.map((node) => this.connection(nodeOf(node)));
  }

  private connection({ host, port }: RedisNode): Redis {
    const address = `${host}:${port}`;
    const known = this.open.get(address);
    if (known) return known;
    // Nothing is tried again: a promotion closes all connections of a replica, and the next read opens a new one. For ioredis a
    // replica without its primary is never ready; the caller decides whether to use its answer.
    const more = { readOnly: isCluster(this.client), enableReadyCheck: false };
    const redis = openRedisNode(this.settings, { host, port }, this.use, more);
    redis.once('end', () => this.open.delete(address));
    this.open.set(address, redis);
    return redis;
  }
}

/** RESP 2 lists the fields as name, value, name, value. */
function fieldsOf(answer: readonly string[]): Partial<Record<string, string>> {
  return Object.fromEntries(answer.flatMap((name, n) => (n % 2 === 0 ? [[name, answer[n + 1]]] : [])));
}
