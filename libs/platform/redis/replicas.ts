import { type Cluster, Redis } from 'ioredis';
import type { Settings } from '#platform/config';
import { closeRedis } from './close-redis.js';
import { accountOf, connection } from './connection.js';
import { isCluster, type RedisClient, type RedisUse } from './redis-client.js';
import { slotOf } from './slot-of.js';
import { nodeOf, type RedisNode, type RedisTopology, redisTopology } from './topology.js';

/** How long the Sentinels' word counts: they have an election to hold meanwhile. */
const LISTED_MS = 1000;

/** Connections to nodes that hold a copy, for reads while their primary is gone. */
export class Replicas {
  private readonly open = new Map<string, Redis>();
  private listed: { readonly at: number; readonly nodes: Promise<readonly RedisNode[]> } | undefined;

  /** @param client whose map of slots says which nodes those are, in a Cluster */
  constructor(
    private readonly settings: Settings,
    private readonly client: RedisClient,
    private readonly use: RedisUse & { commandTimeoutMs: number },
  ) {}

  /** The replicas of the slot that holds a key, as far as is known; none on a single Redis. */
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

  /** All that one of them calls alive: a writer was content with one, and nobody knows with which. */
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
    // The map may be from before a replica came.
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
    const redis = new Redis({
      ...connection(this.use),
      ...accountOf(this.settings),
      ...{ host, port, readOnly: isCluster(this.client) },
      commandTimeout: this.use.commandTimeoutMs,
      maxRetriesPerRequest: 0,
      lazyConnect: true,
      // Sentinels cut all connections of whom they promote: whoever asks next has another one at once.
      retryStrategy: () => null,
      // To ioredis a replica that lost its primary is never ready; who asks it judges by itself.
      enableReadyCheck: false,
    });
    // Whoever asks is told by the failing command.
    redis.on('error', () => {});
    redis.once('end', () => this.open.delete(address));
    this.open.set(address, redis);
    return redis;
  }
}

/** As Redis answers before RESP 3: names and values in turn. */
function fieldsOf(answer: readonly string[]): Partial<Record<string, string>> {
  return Object.fromEntries(answer.flatMap((name, n) => (n % 2 === 0 ? [[name, answer[n + 1]]] : [])));
}
