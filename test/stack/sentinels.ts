import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { lastingPort } from '../support/lasting-port.js';
import { until } from '../support/until.js';
import { findProgram, type ServerProcess, startProcess } from './server-process.js';
import { type RedisServer, startRedis } from './servers.js';

/** A primary, its replicas, and three Sentinels that monitor them, on loopback ports. */
export interface Sentinels {
  /** The addresses of the Sentinels, for `REDIS_SENTINELS` and `redisSentinels`. */
  readonly addresses: readonly string[];
  /** The first is the primary at the start. */
  readonly nodes: readonly RedisServer[];
  /** The Sentinels, in the order of `addresses`. */
  readonly watchers: readonly Pick<ServerProcess, 'signal'>[];
  /** The port of the current primary, as the Sentinels report it. */
  primary(): Promise<number>;
  stop(): Promise<void>;
}

interface SentinelsOptions {
  /** 1 when it is left out. */
  replicas?: number;
  /** The name of the primary for the Sentinels; by default `palier`, as in the product. */
  name?: string;
  /** Directives of redis.conf for the primary and its replicas, such as `{ appendonly: 'yes' }`. */
  config?: Readonly<Record<string, string>>;
  /** A configuration file that they read first. */
  file?: string;
}

const SENTINELS = 3;
const QUORUM = 2;

/** Starts them and resolves when each Sentinel knows the others and every replica. */
export async function startSentinels(options: SentinelsOptions = {}): Promise<Sentinels> {
  const { replicas = 1, name = 'palier', config = {}, file } = options;
  const nodes: RedisServer[] = [];
  const watching: { port: number; process: ServerProcess }[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'palier-sentinels-'));

  const sentinels: Sentinels = {
    get addresses() {
      return watching.map(({ port }) => `127.0.0.1:${port}`);
    },
    nodes,
    get watchers() {
      return watching.map(({ process }) => process);
    },
    async primary() {
      const [, port] = await Promise.any(watching.map((sentinel) => primaryBy(sentinel.port, name)));
      return Number(port);
    },
    async stop() {
      await Promise.all(watching.map(({ process }) => process.end('SIGKILL')));
      await Promise.all(nodes.map((node) => node.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };

  try {
    const quick = { 'repl-diskless-sync-delay': '0', ...config };
    const primary = await startRedis({ port: await lastingPort(), config: quick, file });
    nodes.push(primary);
    for (let n = 0; n < replicas; n += 1) {
      const follows = { ...quick, replicaof: `127.0.0.1 ${primary.port}` };
      nodes.push(await startRedis({ port: await lastingPort(), config: follows, file }));
    }
    for (let n = 0; n < SENTINELS; n += 1) {
      const port = await lastingPort();
      const file = join(folder, `${port}.conf`);
      writeFileSync(file, sentinelConf(port, name, primary.port, folder));
      const command = [findProgram('redis-server') ?? 'redis-server', file, '--sentinel'];
      watching.push({ port, process: await startProcess(command, () => answers(port)) });
    }
    for (const { port } of watching) await until(() => knowsAll(port, name, replicas).catch(() => false));
    return sentinels;
  } catch (error) {
    await sentinels.stop();
    throw error;
  }
}

function sentinelConf(port: number, name: string, primaryPort: number, folder: string): string {
  return `bind 127.0.0.1
port ${port}
dir ${folder}
sentinel monitor ${name} 127.0.0.1 ${primaryPort} ${QUORUM}
sentinel down-after-milliseconds ${name} 1000
sentinel failover-timeout ${name} 5000
`;
}

async function answers(port: number): Promise<boolean> {
  return (await ask(port, (client) => client.ping()).catch(() => '')) === 'PONG';
}

async function primaryBy(port: number, name: string): Promise<[host: string, port: string]> {
  return (await ask(port, (client) => client.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name))) as [string, string];
}

/** Whether this Sentinel sees the other two, and connected replicas. */
async function knowsAll(port: number, name: string, replicas: number): Promise<boolean> {
  const [masters, followers] = await ask(port, (client) =>
    Promise.all([client.call('SENTINEL', 'MASTER', name), client.call('SENTINEL', 'REPLICAS', name)]),
  );
  const master = masters as string[];
  const others = Number(master[master.indexOf('num-other-sentinels') + 1]);
  const up = (followers as string[][]).filter((replica) => replica[replica.indexOf('master-link-status') + 1] === 'ok');
  return others === SENTINELS - 1 && up.length === replicas;
}

async function ask<T>(port: number, what: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(port, { retryStrategy: () => null, commandTimeout: 10_000 });
  client.on('error', () => {});
  try {
    return await what(client);
  } finally {
    client.disconnect();
  }
}
