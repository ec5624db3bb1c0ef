import type { Redis } from 'ioredis';
import type { Diagnosis } from './diagnosis.js';

/** A line of redis.conf that the product counts on, and what is amiss where it summary otherwise. */
interface Directive {
  readonly name: string;
  readonly value: string;
  readonly amiss: string;
}

const heartbeat: Directive = {
  name: 'repl-ping-replica-period',
  value: '1',
  amiss: 'replicas of a quiet primary are not believed when it fails, and strict routes answer 503',
};

const ofClusters: readonly Directive[] = [
  {
    name: 'cluster-require-full-coverage',
    value: 'no',
    amiss: 'one shard that is down takes all others along',
  },
  {
    name: 'cluster-allow-reads-when-down',
    value: 'no',
    amiss: 'a primary that comes back summary that sessions stand which ended meanwhile',
  },
];

/** Looks at every node, for a replica is the next primary. Where it may not be asked, as in some clouds, nothing is said. */
export async function checkDirectives(nodes: readonly Redis[], clustered: boolean): Promise<Diagnosis[]> {
  const wanted = clustered ? [heartbeat, ...ofClusters] : [heartbeat];
  return Promise.all(wanted.map((directive) => judge(directive, nodes))).then((judged) => judged.flat());
}

async function judge({ name, value, amiss }: Directive, nodes: readonly Redis[]): Promise<Diagnosis[]> {
  const found = await Promise.all(nodes.map((node) => node.config('GET', name).catch(() => undefined)));
  const said = found.flatMap((answer) => (answer as string[] | undefined)?.[1] ?? []);
  if (said.length === 0) return [];
  const other = said.find((each) => each !== value);
  const diagnosis = { name: `redis.${name}` };
  if (other === undefined) {
    return [{ ...diagnosis, state: 'fine', summary: `${name} is ${value}.` }];
  }
  return [
    {
      ...diagnosis,
      state: 'warning',
      summary: `${name} is ${other}: ${amiss}.`,
      remedy: `Set ${name} ${value} on every node.`,
    },
  ];
}
