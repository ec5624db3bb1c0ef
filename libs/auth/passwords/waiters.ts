import type { Requester } from './passwords.js';

/** What a tenant has had of the hashing queue. */
export interface Share {
  /** Of the threads' time, in milliseconds; a hash that still runs counts as the mean. */
  usedMs: number;
  /** Whether the one who was served last came from a known device. */
  knownLast: boolean;
}

/** Someone whose password waits to be hashed. */
export interface Waiter extends Requester {
  /** Of its tenant. */
  readonly share: Share;
  /** How many had been served when it came, or when its network was served last. */
  since: number;
  start(chargedMs: number): void;
  refuse(problem: Error): void;
}

export const isKnown = ({ knownDevice = false }: Requester): boolean => knownDevice;

/** Whether one is served with the other's network, so that it must wait for the others of its tenant again. */
export function haveOneTurn(one: Waiter, other: Waiter): boolean {
  return one.share === other.share && isKnown(one) === isKnown(other) && one.network === other.network;
}

/**
 * Who comes next: of the tenant that has used least time, known devices and others alternately, and of either the
 * network that was not served for longest.
 *
 * @param waiters as they came
 */
export function nextOf(waiters: readonly Waiter[]): Waiter | undefined {
  const share = leastOf(waiters, (waiter) => waiter.share.usedMs)?.share;
  const ofTenant = waiters.filter((waiter) => waiter.share === share);
  const theirTurn = ofTenant.filter((waiter) => isKnown(waiter) !== share?.knownLast);
  return leastOf(theirTurn.length > 0 ? theirTurn : ofTenant, ({ since }) => since);
}

/**
 * Who gives way to a newcomer: the newest of the tenant that holds most, of the network that holds most of its places;
 * where no tenant holds more than theirs will, of a network that does. Nobody gives way to one who would then hold more.
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

/** Of several the latest. */
const largestOf = (groups: ReadonlyMap<string, Waiter[]>) =>
  [...groups.values()].reduce((one, other) => (other.length >= one.length ? other : one), []);

/** Of several the one who came first. */
const leastOf = (waiters: readonly Waiter[], measure: (waiter: Waiter) => number) =>
  waiters.reduce<Waiter | undefined>((one, other) => (!one || measure(other) < measure(one) ? other : one), undefined);
