import type { Settings } from '#platform/config';
import { isCluster, type RedisClient, redisTopology } from '#platform/redis';
import { ClusterLinks } from './cluster-links.js';
import type { ClusterNode } from './cluster-nodes.js';
import type { RedisServer } from './count-by-slot.js';

/** A primary that can be asked, and how the cluster sees it where there is one. */
export interface ShardServer {
  readonly id: string;
  /** As `host:port`; the name that Sentinels know it by while it is away. */
  readonly address: string;
  readonly server: RedisServer;
  readonly node?: ClusterNode;
  /** As far as the cluster knows of them. */
  readonly replicas: readonly ClusterNode[];
}

/** Works with every primary there is, then closes the connections. */
export async function withShardServers<T>(
  settings: Settings,
  client: RedisClient,
  work: (servers: readonly ShardServer[]) => Promise<T>,
): Promise<T> {
  if (!isCluster(client)) return work([await alone(settings, client)]);
  const links = new ClusterLinks(settings);
  try {
    const nodes = await links.nodes();
    const servers = primariesOf(nodes).map((node) => ({
      id: node.id,
      address: addressOf(node),
      server: links.to(node),
      node,
      replicas: nodes.filter(({ primaryId }) => primaryId === node.id),
    }));
    return await work(servers);
  } finally {
    links.close();
  }
}

/** In the order of their slots; those without any last. A dead one whose replica took over has none, and is left out. */
export function primariesOf(nodes: readonly ClusterNode[]): ClusterNode[] {
  const first = ({ slots }: ClusterNode) => slots[0] ?? Number.POSITIVE_INFINITY;
  return nodes
    .filter(({ role, failed, slots }) => role === 'primary' && !(failed && slots.length === 0))
    .sort((a, b) => (first(a) < first(b) ? -1 : Number(first(a) > first(b))));
}

export function addressOf({ host, port }: { host: string; port: number }): string {
  return `${host}:${port}`;
}

/** The one Redis, or the primary that the Sentinels know now. */
async function alone(settings: Settings, server: RedisServer): Promise<ShardServer> {
  const { host = '', port = 0 } = server.options;
  const topology = redisTopology(settings);
  if (topology?.kind !== 'sentinel') return { id: 'single', address: addressOf({ host, port }), server, replicas: [] };
  const id = topology.master;
  // Who it is shows when it is connected to.
  const known = await server.ping().catch(() => undefined);
  if (!known) return { id, address: id, server, replicas: [] };
  const { remoteAddress = host, remotePort = port } = server.stream;
  return { id, address: addressOf({ host: remoteAddress, port: remotePort }), server, replicas: [] };
}
