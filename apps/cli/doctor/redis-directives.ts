import type { Redis } from 'ioredis';
import { type Diagnosis, fine, warning } from './diagnosis.js';

/** A line of redis.conf that Palier needs, and the consequence of another value. */
interface Directive {
  readonly name: string;
  readonly value: string;
  /** Lower numbers serve too. */
  readonly isMost?: boolean;
  readonly consequence: string;
}

const heartbeat: Directive = {
  name: 'repl-ping-replica-period',
  value: '1',
  consequence: 'when a quiet primary fails, its replicas do not count as fresh, and strict routes answer 503',
};

const ofClusters: readonly Directive[] = [
  { name: 'cluster-require-full-coverage', value: 'no', consequence: 'one shard that is down stops all others' },
  {
    name: 'cluster-allow-reads-when-down',
    value: 'no',
    consequence: 'a primary that restarts accepts sessions that have ended meanwhile',
  },
  {
    name: 'cluster-node-timeout',
    value: '1000',
    isMost: true,
    consequence:
      'when a primary fails, its replica waits longer than that, in milliseconds, and nobody whose sessions it has signs in',
  },
];

/** Checks every node, since a replica may become the primary. No finding where CONFIG is not allowed, as in some clouds. */
export async function checkDirectives(nodes: readonly Redis[], clustered: boolean): Promise<Diagnosis[]> {
  const wanted = clustered ? [heartbeat, ...ofClusters] : [heartbeat];
  return Promise.all(wanted.map((directive) => judge(directive, nodes))).then((judged) => judged.flat());
}

async function judge(
  { name, value, isMost = false, consequence }: Directive,
  nodes: readonly Redis[],
): Promise<Diagnosis[]> {
  const found = await Promise.all(nodes.map((node) => node.config('GET', name).catch(() => undefined)));
  const values = found.flatMap((answer) => (answer as string[] | undefined)?.[1] ?? []);
  if (values.length === 0) return [];
  const other = values.find((each) => (isMost ? Number(each) > Number(value) : each !== value));
  if (other === undefined) return [fine(`redis.${name}`, `${name} is ${[...new Set(values)].join(' and ')}.`)];
  const remedy = `Set ${name} ${value}${isMost ? ' or less' : ''} on every node.`;
  return [warning(`redis.${name}`, `${name} is ${other}: ${consequence}.`, remedy)];
}
