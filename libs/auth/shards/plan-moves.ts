/** A primary, as the planner needs it. */
export interface Loaded {
  readonly id: string;
  /** Ascending. */
  readonly slots: readonly number[];
}

/** One slot that moves to another primary. */
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
 * Plans moves that even out the load: afterwards every primary is below the mean, rounded up, plus the heaviest
 * slot. With slots of equal weight the result is exact, and no plan has fewer moves.
 *
 * Sources give from the end of their slots, and one target is filled before the next, so that ranges stay
 * contiguous: every node gossips them and every client holds them.
 *
 * @param weightOf the load of a slot: a whole number, 0 or more
 */
export function planMoves(primaries: readonly Loaded[], weightOf: (slot: number) => number): Move[] {
  const shares = withTargets(primaries, weightOf);
  const takers = shares.filter(({ load, target }) => load < target).sort((a, b) => missing(b) - missing(a));
  const moves: Move[] = [];
  for (const giver of shares.filter(({ load, target }) => load > target)) {
    for (const slot of giver.slots.toReversed()) {
      const weight = weightOf(slot);
      // A move gains nothing where the target would then have as much load as the source.
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

/** Groups consecutive moves with the same source and target, at most `most` slots each. */
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

/** The primaries with most load get the remainder of the mean, which then need not move. */
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
