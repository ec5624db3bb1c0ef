import type { Settings } from '#platform/config';
import { isCluster, type RedisClient, redisTopology } from '#platform/redis';
import type { RedisServer } from '../session-store/session-count.js';
import { ClusterLinks } from './cluster-links.js';
import type { ClusterNode } from './cluster-nodes.js';

/** A connection to a primary, with its node where there is a Cluster. */
export interface ShardServer {
  readonly id: string;
  /** As `host:port`; under Sentinels the name of the primary while it is unreachable. */
  readonly address: string;
  readonly server: RedisServer;
  readonly node?: ClusterNode;
  /** As known to the Cluster; empty without one. */
  readonly replicas: readonly ClusterNode[];
}

/** Runs `work` with connections to every primary, then closes them. */
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

/** The primaries in order of their slots, those without slots last. A failed one without slots was replaced, and is left out. */
export function primariesOf(nodes: readonly ClusterNode[]): ClusterNode[] {
  const first = ({ slots }: ClusterNode) => slots[0] ?? Number.POSITIVE_INFINITY;
  return nodes
    .filter(({ role, failed, slots }) => role === 'primary' && !(failed && slots.length === 0))
    .sort((a, b) => (first(a) < first(b) ? -1 : Number(first(a) > first(b))));
}

export function addressOf({ host, port }: { host: string; port: number }): string {
  return `${host}:${port}`;
}

/** The single Redis, or the current primary of the Sentinels. */
async function alone(settings: Settings, server: RedisServer): Promise<ShardServer> {
  const { host = '', port = 0 } = server.options;
  const topology = redisTopology(settings);
  if (topology?.kind !== 'sentinel') return { id: 'single', address: addressOf({ host, port }), server, replicas: [] };
  const id = topology.master;
  // The address of the primary is known only once connected.
  const known = await server.ping().catch(() => undefined);
  if (!known) return { id, address: id, server, replicas: [] };
  const { remoteAddress = host, remotePort = port } = server.stream;
  return { id, address: addressOf({ host: remoteAddress, port: remotePort }), server, replicas: [] };
}
