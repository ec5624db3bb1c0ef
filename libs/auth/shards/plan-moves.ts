/** A primary as the planner sees it. */
export interface Loaded {
  readonly id: string;
  /** Ascending. */
  readonly slots: readonly number[];
}

/** One slot that changes its primary. */
export interface Move {
  readonly slot: number;
  readonly from: string;
  readonly to: string;
}

interface Share {
  readonly id: string;
  slots: number[];
  load: number;
  target: number;
}

/**
 * The moves that even out the load: none then bears more than the mean, rounded up, and less than the
 * heaviest slot beside. With slots that weigh the same it is exact, and no plan has fewer moves.
 *
 * Each gives from the end of what it holds and each that takes is filled before the next, so that
 * ranges stay whole: every node gossips them and every client holds them.
 *
 * @param weightOf what a slot bears: a whole number, 0 or more
 */
export function planMoves(primaries: readonly Loaded[], weightOf: (slot: number) => number): Move[] {
  const shares = withTargets(primaries, weightOf);
  const takers = shares.filter(({ load, target }) => load < target).sort((a, b) => missing(b) - missing(a));
  const moves: Move[] = [];
  for (const giver of shares.filter(({ load, target }) => load > target)) {
    for (const slot of giver.slots.toReversed()) {
      const weight = weightOf(slot);
      // Nothing is gained where the taker would then bear as much as the giver does.
      const taker = takers.find(({ load, target }) => load < target && load + weight < giver.load);
      if (giver.load <= giver.target) break;
      if (!taker) continue;
      giver.load -= weight;
      taker.load += weight;
      moves.push({ slot, from: giver.id, to: taker.id });
    }
  }
  return moves;
}

/** Moves that follow each other from one to another, at most so many at once. */
export function together(moves: readonly Move[], most: number): { slots: number[]; from: string; to: string }[] {
  const groups: { slots: number[]; from: string; to: string }[] = [];
  for (const { slot, from, to } of moves) {
    const last = groups.at(-1);
    if (last && last.from === from && last.to === to && last.slots.length < most) last.slots.push(slot);
    else groups.push({ slots: [slot], from, to });
  }
  return groups;
}

const missing = ({ load, target }: Share) => target - load;

/** Those that bear the most keep the remainder of the mean: it need not move then. */
function withTargets(primaries: readonly Loaded[], weightOf: (slot: number) => number): Share[] {
  const shares = primaries
    .map(({ id, slots }) => ({
      id,
      slots: [...slots],
      load: slots.reduce((sum, slot) => sum + weightOf(slot), 0),
      target: 0,
    }))
    .sort((a, b) => b.load - a.load);
  const total = shares.reduce((sum, { load }) => sum + load, 0);
  const floor = Math.floor(total / shares.length);
  const remainder = total - floor * shares.length;
  return shares.map((share, n) => ({ ...share, target: floor + (n < remainder ? 1 : 0) }));
}
