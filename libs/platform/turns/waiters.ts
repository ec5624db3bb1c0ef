import type { TenantShare, TenantShares } from '#platform/resilience';

/** For whom work is done; the places and the turns are shared out by these fields. */
export interface Taker {
  /** The tenant whose turn it takes, or the name of something else that has turns of its own. */
  readonly tenantId: string;
  /** The network of the client, as wide as one client may own, or their user; without it only tenants share the places out. */
  readonly network?: string;
  /** Whether it may take places that are reserved, and alternates with other work of its tenant. */
  readonly preferred?: boolean;
  /** Whether it needs no place, and is never refused: for jobs, which bound themselves how many wait. */
  readonly unbounded?: boolean;
  /** Drops the work where it still waits; by default the end of the request in force does. */
  readonly signal?: AbortSignal;
}

/** Work that waits. */
export interface Waiter extends Taker {
  /** Of its tenant. */
  readonly share: TenantShare;
  /** The number of pieces of work that ran before it arrived, or before its network was served last. */
  since: number;
  start(): void;
  refuse(reason: unknown): void;
}

export const isPreferred = ({ preferred = false }: Taker): boolean => preferred;

/** Whether both share a turn: same tenant, same network, both preferred or neither. */
export function haveOneTurn(one: Waiter, other: Waiter): boolean {
  return one.share === other.share && isPreferred(one) === isPreferred(other) && one.network === other.network;
}

/**
 * The request to serve next: of the tenant that used the least time, preferred and other alternately, of the
 * network that has waited longest since it was served.
 *
 * @param waiters in order of arrival
 * @param preferredLast those of tenants whose last work was preferred
 */
export function nextOf(
  waiters: readonly Waiter[],
  shares: TenantShares,
  preferredLast: WeakSet<TenantShare>,
): Waiter | undefined {
  const share = leastOf(waiters, (waiter) => shares.useOf(waiter.share))?.share;
  if (!share) return undefined;
  const ofTenant = waiters.filter((waiter) => waiter.share === share);
  const theirTurn = ofTenant.filter((waiter) => isPreferred(waiter) !== preferredLast.has(share));
  return leastOf(theirTurn.length > 0 ? theirTurn : ofTenant, ({ since }) => since);
}

/**
 * The waiting request that loses its place to a new one: the newest of the tenant with the most places, from the network
 * with most of them; where no tenant has more places than the new request's, the newest of a network that has more.
 * Undefined where the new request's tenant or network would then have more places than the one that loses.
 */
export function surplusOf(rivals: readonly Waiter[], { tenantId, network }: Taker): Waiter | undefined {
  const tenants = Map.groupBy(rivals, (rival) => rival.tenantId);
  const held = (of: string) => tenants.get(of)?.length ?? 0;
  const own = held(tenantId);
  const largest = largestOf(tenants);
  if (largest.length > own + 1) return largestOf(Map.groupBy(largest, (rival) => rival.network)).at(-1);
  const candidates = rivals.filter((rival) => rival.tenantId === tenantId || held(rival.tenantId) > own);
  const crowd = largestOf(Map.groupBy(candidates, (rival) => rival.network));
  const beside = rivals.filter((rival) => rival.network === network).length;
  return crowd.length > beside + 1 ? crowd.at(-1) : undefined;
}

/** The largest group; the last one where several are equal. */
const largestOf = (groups: ReadonlyMap<unknown, Waiter[]>) =>
  [...groups.values()].reduce((one, other) => (other.length >= one.length ? other : one), []);

/** The waiter with the least measure; the first one where several are equal. */
const leastOf = (waiters: readonly Waiter[], measure: (waiter: Waiter) => number) =>
  waiters.reduce<Waiter | undefined>((one, other) => (!one || measure(other) < measure(one) ? other : one), undefined);
