import type { Redis } from 'ioredis';
import type { Diagnosis } from './diagnosis.js';

/** A line of redis.conf that the product counts on, and what is amiss where it says otherwise. */
interface Directive {
  readonly name: string;
  readonly value: string;
  readonly amiss: Diagnosis['says'];
}

const heartbeat: Directive = {
  name: 'repl-ping-replica-period',
  value: '1',
  amiss: {
    en: 'replicas of a quiet primary are not believed when it fails, and strict routes answer 503',
    fr: 'les répliques d’un primaire calme ne sont pas crues quand il tombe, et les routes strictes répondent 503',
  },
};

const ofClusters: readonly Directive[] = [
  {
    name: 'cluster-require-full-coverage',
    value: 'no',
    amiss: { en: 'one shard that is down takes all others along', fr: 'un fragment en panne entraîne tous les autres' },
  },
  {
    name: 'cluster-allow-reads-when-down',
    value: 'no',
    amiss: {
      en: 'a primary that comes back says that sessions stand which ended meanwhile',
      fr: 'un primaire qui revient dit valables des sessions fermées entre-temps',
    },
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
    return [{ ...diagnosis, state: 'fine', says: { en: `${name} is ${value}.`, fr: `${name} vaut ${value}.` } }];
  }
  return [
    {
      ...diagnosis,
      state: 'warning',
      says: { en: `${name} is ${other}: ${amiss.en}.`, fr: `${name} vaut ${other} : ${amiss.fr}.` },
      remedy: {
        en: `Set ${name} ${value} on every node.`,
        fr: `Réglez ${name} ${value} sur chaque nœud.`,
      },
    },
  ];
}
