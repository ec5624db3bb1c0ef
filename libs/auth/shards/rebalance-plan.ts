import { type Loaded, type Move, planMoves } from './plan-moves.js';

/** A primary with its load before and after. */
export interface PlannedShard {
  readonly id: string;
  readonly address: string;
  /** In sessions or slots, according to `by`. */
  readonly load: number;
  readonly after: number;
}

export interface RebalancePlan {
  /** The measure of the load. */
  readonly by: 'sessions' | 'slots';
  readonly shards: readonly PlannedShard[];
  readonly moves: readonly Move[];
}

/** With fewer sessions per shard on average, differences are chance, and slots are evened out, which decide where new sessions go. */
const SIGNIFICANT_SESSIONS = 1000;
/** The highest load of a shard, as a multiple of the mean. */
const MOST_OF_MEAN = 1.25;

/**
 * Plans a rebalancing. Sessions cost memory and validations, and users have many or few, so slots are weighed by
 * their sessions once there are enough.
 *
 * @param sessions active sessions by slot
 */
export function planRebalance(
  primaries: readonly (Loaded & { address: string })[],
  sessions: ReadonlyMap<number, number>,
): RebalancePlan {
  const by = weighedBy(sum([...sessions.values()]), primaries.length);
  const weightOf = by === 'slots' ? () => 1 : (slot: number) => sessions.get(slot) ?? 0;
  const moves = planMoves(primaries, weightOf);
  const shards = primaries.map(({ id, address, slots }) => {
    const load = sum(slots.map(weightOf));
    const taken = sum(moves.filter(({ to }) => to === id).map(({ slot }) => weightOf(slot)));
    const given = sum(moves.filter(({ from }) => from === id).map(({ slot }) => weightOf(slot)));
    return { id, address, load, after: load + taken - given };
  });
  return { by, shards, moves };
}

/** The ids of shards with more than 1.25 times the mean load, in the measure that a plan would use. */
export function overloaded(shards: readonly { id: string; slots: number; sessions: number }[]): string[] {
  const by = weighedBy(sum(shards.map(({ sessions }) => sessions)), shards.length);
  const mean = sum(shards.map((shard) => shard[by])) / shards.length;
  return shards.filter((shard) => shard[by] > MOST_OF_MEAN * mean).map(({ id }) => id);
}

/** The largest load divided by the mean; 1 when all are even. */
export function spread(loads: readonly number[]): number {
  const total = sum(loads);
  return total === 0 ? 1 : (Math.max(...loads) * loads.length) / total;
}

function weighedBy(sessions: number, shards: number): 'sessions' | 'slots' {
  return sessions >= SIGNIFICANT_SESSIONS * shards ? 'sessions' : 'slots';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
