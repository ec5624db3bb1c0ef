import { columns, grouped } from '../output.js';
import {
  ACCOUNTS,
  CACHED,
  CONNECTION_MB,
  CORES_OF_PROCESS,
  HEAD_ROOM,
  habits,
  MACHINES_BY_HAND,
  MOST_CONNECTIONS,
  SESSION_COPIES,
  SEVERAL_APIS,
  SYSTEM_GB,
} from './assumptions.js';
import { parts } from './capacity.js';
import { many, short } from './demand.js';
import { coresOf } from './layout.js';
import type { Plan } from './make-plan.js';

/** The assumptions for the product of a plan. */
export const assumptionsOf = ({ wish: { product } }: Plan): string[] => [
  `${100 * HEAD_ROOM} % of processors, memory and disk stays free at the peak`,
  'each user signs in once an hour, and holds a connection and an event stream',
  `there are ${ACCOUNTS} accounts for each connected user, each with a session, of which Redis keeps ${SESSION_COPIES} copies`,
  habits[product]?.words ?? '',
  'a shared vCPU does half of the work of a core of the measured machine, a dedicated one all of it',
  `a request takes ${SEVERAL_APIS} times its API time, since each of several API processes has a cache of its own`,
  `a process is planned for ${CORES_OF_PROCESS} cores`,
  `PostgreSQL admits ${MOST_CONNECTIONS} connections of ${CONNECTION_MB} MB, and keeps ${100 * CACHED} % of its data in memory`,
  `an operating system takes ${SYSTEM_GB} GB of memory`,
  'nginx, PgBouncer, Redis, its replica and its Sentinels run on the machines of the processes',
  `up to ${MACHINES_BY_HAND} machines are kept by hand, more by Kubernetes`,
  'a load balancer, files, backups, mail and traffic are not included',
];

/** The plan as text. @param remarks sentences about the age of the figures */
export function planReport(plan: Plan, remarks: readonly string[]): string {
  const { wish, step, demand, machines, euros, limit, away } = plan;
  const { apis, workers, connections, pooler } = demand;
  const apart = `${many(apis, 'API process', 'API processes')}, ${many(workers, 'worker')}`;
  const part = limit.part ? `, most of it for ${limit.part}` : '';
  const facts = [
    ['step', step],
    ['processes', step === 'solo' ? '1, which is API and worker' : apart],
    ['cores', parts.map((each) => `${each} ${short(demand.cores[each])}`).join(', ')],
    ['connections', `${grouped(connections)} to PostgreSQL${pooler ? ', through PgBouncer' : ', without PgBouncer'}`],
    ['disk', `${short(demand.disk)} GB now, ${short(demand.diskInAYear)} GB in a year`],
    ['limit', `${limit.what} of ${limit.role}: ${Math.round(100 * limit.share)} % used at the peak${part}`],
    ['euros', `${euros.toFixed(2)} a month, without VAT`],
  ];
  const rented = machines.map(({ role, count, machine, euros: price }) => [
    role,
    `${count} × ${machine.name}`,
    `${many(coresOf(machine) * count, 'core')}, ${machine.memoryGb * count} GB of memory`,
    `${price.toFixed(2)} euros`,
  ]);
  const list = (title: string, lines: readonly string[]) =>
    `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;
  return [
    `${wish.product}: ${many(wish.tenants, 'tenant')}, ${many(wish.users, 'user')} at once, ${short(wish.rps)} requests a second\n\n`,
    columns(facts),
    `\n${columns(rented)}`,
    list('When one machine is away', away),
    list(
      'Arithmetic (api: API processes; database: PostgreSQL; jobs: workers and Redis; proxies: nginx and PgBouncer)',
      [...demand.lines, ...machines.map(({ line }) => line)],
    ),
    list('Assumed', assumptionsOf(plan)),
    ...(remarks.length > 0 ? [list('Note', remarks)] : []),
  ].join('');
}
