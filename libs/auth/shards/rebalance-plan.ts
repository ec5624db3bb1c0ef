import { type Loaded, type Move, planMoves } from './plan-moves.js';

/** A primary, what it bears and what it will bear. */
export interface PlannedShard {
  readonly id: string;
  readonly address: string;
  /** Sessions or slots, as `by` says. */
  readonly load: number;
  readonly after: number;
}

export interface RebalancePlan {
  /** What is evened out. */
  readonly by: 'sessions' | 'slots';
  readonly shards: readonly PlannedShard[];
  readonly moves: readonly Move[];
}

/** Fewer sessions a shard than this in the mean differ by chance alone; slots are what the next ones go by. */
const TELLING_SESSIONS = 1000;
/** How much more than the mean a shard may bear. */
const MOST_OF_MEAN = 1.25;

/**
 * Sessions are what costs memory and validations, and users have many or few: so slots weigh what
 * sessions are in them, once there are enough to tell.
 *
 * @param sessions living ones by slot
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

/** The ids of those that bear more than 1.25 times the mean, of sessions or of slots as the plan would go by. */
export function overloaded(shards: readonly { id: string; slots: number; sessions: number }[]): string[] {
  const by = weighedBy(sum(shards.map(({ sessions }) => sessions)), shards.length);
  const mean = sum(shards.map((shard) => shard[by])) / shards.length;
  return shards.filter((shard) => shard[by] > MOST_OF_MEAN * mean).map(({ id }) => id);
}

/** The largest load as a share of the mean; 1 when all is even. */
export function spread(loads: readonly number[]): number {
  const total = sum(loads);
  return total === 0 ? 1 : (Math.max(...loads) * loads.length) / total;
}

function weighedBy(sessions: number, shards: number): 'sessions' | 'slots' {
  return sessions >= TELLING_SESSIONS * shards ? 'sessions' : 'slots';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
