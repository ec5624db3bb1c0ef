/** A primary, as the planner needs it. */
export interface Holder {
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
  readonly slots: number[];
  readonly target: number;
}

/**
 * Plans moves that even out the slots: afterwards no two primaries differ by more than one, and no plan has fewer moves.
 *
 * Sources give from the end of their slots, and one target is filled before the next, so that ranges stay
 * contiguous: every node gossips them and every client holds them.
 */
export function planMoves(primaries: readonly Holder[]): Move[] {
  const shares = withTargets(primaries);
  const takers = shares.filter((share) => missing(share) > 0).sort((a, b) => missing(b) - missing(a));
  const moves: Move[] = [];
  for (const giver of shares) {
    while (missing(giver) < 0) {
      // As many slots are missing as are too many.
      const [slot, taker] = [giver.slots.pop(), takers.find((share) => missing(share) > 0)];
      if (slot === undefined || !taker) break;
      taker.slots.push(slot);
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

/** Negative where the primary has too many. */
const missing = ({ slots, target }: Share) => target - slots.length;

/** The primaries with most slots get the remainder of the mean, which then need not move. */
function withTargets(primaries: readonly Holder[]): Share[] {
  const total = primaries.reduce((sum, { slots }) => sum + slots.length, 0);
  const floor = Math.floor(total / primaries.length);
  const remainder = total - floor * primaries.length;
  return [...primaries]
    .sort((a, b) => b.slots.length - a.slots.length)
    .map(({ id, slots }, n) => ({ id, slots: [...slots], target: floor + (n < remainder ? 1 : 0) }));
}
