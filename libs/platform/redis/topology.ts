import type { Settings } from '#platform/config';

/** The address of a Redis server or a Sentinel. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** The Redis of the settings. */
export type RedisTopology =
  | { readonly kind: 'single'; readonly url: string }
  | { readonly kind: 'sentinel'; readonly sentinels: readonly RedisNode[]; readonly master: string }
  | { readonly kind: 'cluster'; readonly nodes: readonly RedisNode[] };

type Where = Pick<Settings, 'redisUrl' | 'redisSentinels' | 'redisSentinelMaster' | 'redisCluster'>;

/** The Redis of sessions, revocations and jobs; undefined when PostgreSQL holds them. Only one of the three settings may be set. */
export function redisTopology(settings: Where): RedisTopology | undefined {
  const { redisUrl, redisSentinels, redisSentinelMaster: master, redisCluster } = settings;
  if (redisCluster.length > 0) return { kind: 'cluster', nodes: redisCluster.map(nodeOf) };
  if (redisSentinels.length > 0) return { kind: 'sentinel', sentinels: redisSentinels.map(nodeOf), master };
  return redisUrl ? { kind: 'single', url: redisUrl } : undefined;
}

/** Whether the settings name a Redis for sessions, revocations and jobs. */
export function redisConfigured(settings: Where): boolean {
  return redisTopology(settings) !== undefined;
}

/** @param text `host:port`; an IPv6 address may be in brackets */
export function nodeOf(text: string): RedisNode {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port: Number(text.slice(colon + 1)) };
}
