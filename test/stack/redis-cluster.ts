import { Redis } from 'ioredis';
import { lastingPort } from '../support/lasting-port.js';
import { until } from '../support/until.js';
import { type RedisServer, startRedis } from './servers.js';

/** One redis-server of a cluster; its role may have changed since the start. */
export interface ClusterNode extends RedisServer {
  /** Its id in the cluster, which does not change. */
  readonly id: string;
  /** As `127.0.0.1:port`. */
  readonly address: string;
}

/** A Redis Cluster on loopback ports. */
export interface RedisCluster {
  /** In the order of their start: the primaries, their replicas in the same order, then those added. */
  readonly nodes: readonly ClusterNode[];
  /** For `REDIS_CLUSTER` and `redisCluster`. */
  readonly addresses: readonly string[];
  /** Kills a node; the number is its index in `nodes`. */
  kill(node: number): Promise<void>;
  /** Starts a killed node again, with what it has on its disk. */
  restart(node: number): Promise<void>;
  /** The indexes in `nodes` of the living primaries that have slots. */
  primaries(): Promise<number[]>;
  /** Adds a primary without slots; resolves when every living node knows it. */
  add(replicas?: number): Promise<ClusterNode>;
  /** Resolves when all slots are served and every replica is connected. */
  healthy(): Promise<void>;
  stop(): Promise<void>;
}

interface ClusterOptions {
  primaries: number;
  replicasEach: number;
  /** More directives of redis.conf, such as `{ appendonly: 'yes' }`. */
  config?: Readonly<Record<string, string>>;
  /** A configuration file that each reads first. */
  file?: string;
}

const SLOTS = 16_384;
const MOST_NODES = 16;

/** Only the slots of dead nodes are unserved; nodes are declared dead within a second, and replicate at once. */
const directives = {
  'cluster-enabled': 'yes',
  'cluster-node-timeout': '1000',
  'cluster-require-full-coverage': 'no',
  'cluster-allow-replica-migration': 'no',
  'repl-diskless-sync-delay': '0',
};

/** Starts the servers, joins them to a cluster, and resolves when every node serves and every replica is connected. */
export async function startRedisCluster({ primaries, replicasEach, ...own }: ClusterOptions): Promise<RedisCluster> {
  const nodes: ClusterNode[] = [];
  const dead = new Set<ClusterNode>();
  const living = () => nodes.filter((node) => !dead.has(node));

  async function start(count: number): Promise<ClusterNode[]> {
    if (nodes.length + count > MOST_NODES) throw new Error(`A cluster for tests has ${MOST_NODES} nodes at most.`);
    const begun = await Promise.allSettled(Array.from({ length: count }, () => startNode(own)));
    const started = begun.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    nodes.push(...started);
    for (const result of begun) if (result.status === 'rejected') throw result.reason;
    return started;
  }

  /** Different epochs from the start: nodes with the same epoch would need elections to agree. */
  async function join(joining: readonly ClusterNode[]): Promise<void> {
    const { port } = living()[0] as ClusterNode;
    for (const node of joining) {
      await ask(node, 'CLUSTER', 'SET-CONFIG-EPOCH', nodes.indexOf(node) + 1);
      if (node.port !== port) await ask(node, 'CLUSTER', 'MEET', '127.0.0.1', port);
    }
    await all(living(), async (node) => (await peers(node)) === living().length);
  }

  const healthy = () =>
    all(living(), async (node) => {
      const info = `${await ask(node, 'CLUSTER', 'INFO')}${await ask(node, 'INFO', 'replication')}`;
      if (/role:slave/.test(info) && !/master_link_status:up/.test(info)) return false;
      return /cluster_state:ok/.test(info) && info.includes(`cluster_slots_ok:${SLOTS}`);
    });

  const cluster: RedisCluster = {
    nodes,
    get addresses() {
      return nodes.map(({ address }) => address);
    },
    async kill(node) {
      const victim = nodes[node];
      if (!victim) throw new Error(`The cluster has no node ${node}.`);
      dead.add(victim);
      await victim.kill();
    },
    async restart(node) {
      const revived = nodes[node];
      if (!revived) throw new Error(`The cluster has no node ${node}.`);
      await revived.restart();
      dead.delete(revived);
    },
    async primaries() {
      const known = String(await ask(living()[0] as ClusterNode, 'CLUSTER', 'NODES')).split('\n');
      const leading = known.filter(
        (line) => / \S*master\S* /.test(line) && !/ \S*fail\S* /.test(line) && /\d+-\d+/.test(line),
      );
      const ids = new Set(leading.map((line) => line.split(' ', 1)[0]));
      return nodes.flatMap(({ id }, n) => (ids.has(id) ? [n] : []));
    },
    async add(replicas = 0) {
      const [primary, ...followers] = await start(1 + replicas);
      if (!primary) throw new Error('No node was started.');
      await join([primary, ...followers]);
      for (const follower of followers) await ask(follower, 'CLUSTER', 'REPLICATE', primary.id);
      await healthy();
      return primary;
    },
    healthy,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };

  try {
    await start(primaries * (1 + replicasEach));
    const leading = nodes.slice(0, primaries);
    await Promise.all(leading.map((node, n) => ask(node, 'CLUSTER', 'ADDSLOTSRANGE', ...share(n, primaries))));
    await join(nodes);
    const following = nodes.slice(primaries);
    await Promise.all(following.map((node, n) => ask(node, 'CLUSTER', 'REPLICATE', leading[n % primaries]?.id ?? '')));
    await healthy();
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function startNode({ config, file }: Pick<ClusterOptions, 'config' | 'file'>): Promise<ClusterNode> {
  const server = await startRedis({ port: await lastingPort(), config: { ...directives, ...config }, file });
  try {
    const id = String(await ask(server, 'CLUSTER', 'MYID'));
    // No object spread: properties such as the pid are getters.
    return Object.assign(server, { id, address: `127.0.0.1:${server.port}` });
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The first and last slot of one primary, given their number. */
function share(n: number, primaries: number): [first: number, last: number] {
  return [Math.ceil((n * SLOTS) / primaries), Math.ceil(((n + 1) * SLOTS) / primaries) - 1];
}

/** The number of living nodes that one node knows, itself included; 0 during a handshake. */
async function peers(node: RedisServer): Promise<number> {
  const lines = String(await ask(node, 'CLUSTER', 'NODES'))
    .trim()
    .split('\n');
  if (lines.some((line) => / \S*handshake/.test(line))) return 0;
  return lines.filter((line) => !/ \S*(fail|noaddr)/.test(line)).length;
}

/** Resolves when the condition holds for every node. */
async function all(nodes: readonly ClusterNode[], holds: (node: ClusterNode) => Promise<boolean>): Promise<void> {
  await Promise.all(nodes.map((node) => until(() => holds(node).catch(() => false))));
}

/** Sends one command to one server, and closes the connection. */
async function ask(node: RedisServer, command: string, ...args: (string | number)[]): Promise<unknown> {
  const client = new Redis(node.port, { retryStrategy: () => null, commandTimeout: 5000 });
  client.on('error', () => {});
  try {
    return await client.call(command, ...args);
  } finally {
    client.disconnect();
  }
}
