import { REDIS_FROM, SERVERS_FROM } from '../doctor/growth.check.js';
import { MACHINES_BY_HAND } from './assumptions.js';
import { type Capacity, type Part, parts } from './capacity.js';
import { type Demand, demandOf, short, type Wish } from './demand.js';
import { type Need, oneMachine, type Rented, rent, severalMachines } from './layout.js';
import type { PriceList } from './price-list.js';

/** Users at once from which API and worker are processes of their own. */
const GROWTH_USERS = 500;

export type Step = 'solo' | 'growth' | 'scale' | 'cloud';

/** The answer to a wish. */
export interface Plan {
  readonly wish: Wish;
  readonly step: Step;
  readonly demand: Demand;
  readonly machines: readonly Rented[];
  /** A month, without VAT. */
  readonly euros: number;
  /** The resource that is used up first, its share at the peak, and the part that uses most of the cores. */
  readonly limit: { readonly role: string; readonly what: string; readonly share: number; readonly part?: Part };
  /** The state while one machine of a role is away. */
  readonly away: readonly string[];
}

/** One way to serve a wish. */
interface Offer {
  readonly step: 'solo' | 'growth' | 'scale';
  readonly demand: Demand;
  readonly machines: readonly Rented[];
  readonly euros: number;
}

/** No machine of the list is large enough. */
export class TooLarge extends Error {}

/** @throws Error a sentence where a coefficient is missing; `TooLarge` */
export function makePlan(wish: Wish, capacity: Capacity, prices: PriceList): Plan {
  const { step, ...offer } = cheapest(wish, capacity, prices);
  const count = offer.machines.reduce((sum, each) => sum + each.count, 0);
  return {
    wish,
    step: count > MACHINES_BY_HAND ? 'cloud' : step,
    ...offer,
    limit: limitOf(offer),
    away: offer.machines.map(awayOf),
  };
}

/** The cheaper of one machine, where the wish allows it, and several. */
function cheapest(wish: Wish, capacity: Capacity, prices: PriceList): Offer {
  const { tenants, users } = wish;
  const [solo, growth, scale] = [
    demandOf(wish, 'solo', capacity),
    demandOf(wish, 'growth', capacity),
    demandOf(wish, 'scale', capacity),
  ];
  const isSmall = tenants < REDIS_FROM && users < GROWTH_USERS && solo.apis === 1;
  const offers = [
    isSmall ? offerOf('solo', solo, allOnOne(solo), prices) : undefined,
    tenants < SERVERS_FROM ? offerOf('growth', growth, allOnOne(growth), prices) : undefined,
    offerOf('scale', scale, divided(scale), prices),
  ].filter((offer) => offer !== undefined);
  const [best] = offers.sort((a, b) => a.euros - b.euros);
  if (best) return best;
  const { role, cores, memoryGb } = divided(scale).find((need) => !rent(need, prices)) as Need;
  const advice = tenants > 1 ? ', or plan several deployments with a part of the tenants each' : '';
  throw new TooLarge(
    `No machine of the list is large enough for ${role}: at the peak it uses ${short(cores)} cores and ${short(memoryGb)} GB of memory. Name larger machines with --prices${advice}.`,
  );
}

const sumOf = ({ api, database, jobs, proxies }: Demand['cores']) => api + database + jobs + proxies;

const allOnOne = ({ cores, processMemory, databaseMemory, diskInAYear }: Demand) =>
  oneMachine(sumOf(cores), processMemory + databaseMemory, diskInAYear);

const divided = ({ cores, processMemory, databaseMemory, diskInAYear }: Demand) =>
  severalMachines(
    { cores: sumOf({ ...cores, database: 0 }), memoryGb: processMemory },
    { cores: cores.database, memoryGb: databaseMemory, diskGb: diskInAYear },
  );

function offerOf(step: Offer['step'], demand: Demand, needs: Need[], prices: PriceList): Offer | undefined {
  const machines = needs.map((need) => rent(need, prices)).filter((each) => each !== undefined);
  if (machines.length < needs.length) return undefined;
  return { step, demand, machines, euros: machines.reduce((sum, { euros }) => sum + euros, 0) };
}

function limitOf({ demand: { cores }, machines }: Omit<Offer, 'step'>): Plan['limit'] {
  const uses = machines.flatMap(({ role, used }) =>
    Object.entries(used).map(([what, share]) => ({ role, what, share })),
  );
  const most = uses.sort((a, b) => b.share - a.share)[0] as (typeof uses)[number];
  const { role } = most;
  const there = parts.filter((part) => role === 'everything' || (part === 'database') === (role === 'PostgreSQL'));
  const [part] = there.sort((a, b) => cores[b] - cores[a]);
  return most.what === 'cores' ? { ...most, part } : most;
}

function awayOf({ role, count, used }: Rented): string {
  if (role === 'everything') return 'the machine: nothing answers until it is back, or a backup is restored';
  if (role === 'PostgreSQL') return 'PostgreSQL: public pages are answered from the cache, and nothing is written';
  const left = (share: number) => Math.round((100 * share * count) / (count - 1));
  const [cores, memory] = [left(used.cores), left(used.memory)];
  const others = count > 2 ? `the other ${count - 1} are` : 'the other one is';
  const refused = cores > 100 ? ' and refuses the least important requests (503)' : '';
  const full = memory > 100 ? `, and the processes need ${memory} % of the memory: start fewer` : '';
  return `one of ${role}: ${others} ${Math.min(100, cores)} % busy${refused}${full}`;
}
