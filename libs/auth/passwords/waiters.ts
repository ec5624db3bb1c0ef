/** The client for whom a password is hashed or compared; the places in the queue are shared out by these fields. */
export interface Requester {
  readonly tenantId: string;
  /** The network address of the client, as `clientOf` returns it. */
  readonly network: string;
  /** Whether the request comes from a known device of the account; places are reserved for those. */
  readonly knownDevice?: boolean;
}

/** A tenant's use of the hashing threads. */
export interface Share {
  /** Milliseconds of thread time; a hash that still runs counts as the mean. */
  usedMs: number;
  /** Whether the tenant's last hash was for a known device. */
  knownLast: boolean;
}

/** A request whose password waits to be hashed. */
export interface Waiter extends Requester {
  /** Of its tenant. */
  readonly share: Share;
  /** The number of requests served before it arrived, or before its network was served last. */
  since: number;
  start(chargedMs: number): void;
  refuse(problem: Error): void;
}

export const isKnown = ({ knownDevice = false }: Requester): boolean => knownDevice;

/** Whether both share a turn: same tenant, same network, both from known devices or neither. */
export function haveOneTurn(one: Waiter, other: Waiter): boolean {
  return one.share === other.share && isKnown(one) === isKnown(other) && one.network === other.network;
}

/**
 * The request to serve next: of the tenant that used the least time, from known and unknown devices alternately, of the
 * network that has waited longest since it was served.
 *
 * @param waiters in order of arrival
 */
export function nextOf(waiters: readonly Waiter[]): Waiter | undefined {
  const share = leastOf(waiters, (waiter) => waiter.share.usedMs)?.share;
  const ofTenant = waiters.filter((waiter) => waiter.share === share);
  const theirTurn = ofTenant.filter((waiter) => isKnown(waiter) !== share?.knownLast);
  return leastOf(theirTurn.length > 0 ? theirTurn : ofTenant, ({ since }) => since);
}

/**
 * The waiting request that loses its place to a new one: the newest of the tenant with the most places, from the network
 * with most of them; where no tenant has more places than the new request's, the newest of a network that has more.
 * Undefined where the new request's tenant or network would then have more places than the one that loses.
 */
export function surplusOf(rivals: readonly Waiter[], { tenantId, network }: Requester): Waiter | undefined {
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
const largestOf = (groups: ReadonlyMap<string, Waiter[]>) =>
  [...groups.values()].reduce((one, other) => (other.length >= one.length ? other : one), []);

/** The waiter with the least measure; the first one where several are equal. */
const leastOf = (waiters: readonly Waiter[], measure: (waiter: Waiter) => number) =>
  waiters.reduce<Waiter | undefined>((one, other) => (!one || measure(other) < measure(one) ? other : one), undefined);
