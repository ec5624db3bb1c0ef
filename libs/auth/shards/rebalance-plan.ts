import { type Holder, type Move, planMoves } from './plan-moves.js';

/** A primary with the number of its slots before and after. */
export interface PlannedShard {
  readonly id: string;
  readonly address: string;
  readonly slots: number;
  readonly after: number;
}

export interface RebalancePlan {
  readonly shards: readonly PlannedShard[];
  readonly moves: readonly Move[];
}

/** The most slots of a shard, as a multiple of the mean. */
const MOST_OF_MEAN = 1.25;

/**
 * Plans a rebalancing. It evens out the slots, and so the sessions: a user, whose sessions are in one slot, has 50 at most, and
 * a slot has those of many users.
 */
export function planRebalance(primaries: readonly (Holder & { address: string })[]): RebalancePlan {
  const moves = planMoves(primaries);
  const shards = primaries.map(({ id, address, slots }) => {
    const taken = moves.filter(({ to }) => to === id).length;
    const given = moves.filter(({ from }) => from === id).length;
    return { id, address, slots: slots.length, after: slots.length + taken - given };
  });
  return { shards, moves };
}

/** The ids of shards with more than 1.25 times the mean number of slots. */
export function overloaded(shards: readonly { id: string; slots: number }[]): string[] {
  const mean = sum(shards.map(({ slots }) => slots)) / shards.length;
  return shards.filter(({ slots }) => slots > MOST_OF_MEAN * mean).map(({ id }) => id);
}

/** The largest number divided by the mean; 1 when all are even. */
export function spread(slots: readonly number[]): number {
  const total = sum(slots);
  return total === 0 ? 1 : (Math.max(...slots) * slots.length) / total;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
