import type { Settings } from '#platform/config';
import { openRedisNode, type RedisNode, redisTopology } from '#platform/redis';
import { type ClusterNode, clusterNodes } from './cluster-nodes.js';
import { shardProblems } from './shards.errors.js';

type Link = ReturnType<typeof openRedisNode>;

const TIMEOUT_MS = 2000;

/**
 * Connections to single nodes of the cluster for one operation, including nodes without slots, which a cluster
 * client does not know. Close it afterwards.
 */
export class ClusterLinks {
  private readonly open = new Map<string, Link>();

  constructor(private readonly settings: Settings) {}

  to({ host, port }: RedisNode): Link {
    const address = `${host}:${port}`;
    const known = this.open.get(address);
    if (known) return known;
    const link = openRedisNode(this.settings, { host, port }, { name: 'shards', commandTimeoutMs: TIMEOUT_MS });
    this.open.set(address, link);
    return link;
  }

  /**
   * Every node; primaries report their own state, and one that does not answer counts as failed.
   *
   * @throws Problem `shards_unreachable` (503) when none of the configured nodes answers
   */
  async nodes(): Promise<ClusterNode[]> {
    const seen = await this.seenByOne();
    return Promise.all(
      seen.map(async (node) => {
        if (node.failed || node.role === 'replica') return node;
        const lines = await this.askNodes(node).catch(() => []);
        return lines.find(({ self }) => self) ?? { ...node, failed: true };
      }),
    );
  }

  close(): void {
    for (const link of this.open.values()) link.disconnect();
    this.open.clear();
  }

  private async seenByOne(): Promise<ClusterNode[]> {
    const topology = redisTopology(this.settings);
    const named = topology?.kind === 'cluster' ? topology.nodes : [];
    try {
      return await Promise.any(named.map((node) => this.askNodes(node)));
    } catch (cause) {
      throw shardProblems.shards_unreachable({}, { cause });
    }
  }

  private async askNodes(node: RedisNode): Promise<ClusterNode[]> {
    return clusterNodes(String(await this.to(node).call('CLUSTER', 'NODES')));
  }
}
