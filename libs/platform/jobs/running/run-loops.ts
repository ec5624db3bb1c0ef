interface Limits {
  /** How many loops run at once. */
  readonly atOnce: number;
  /** How many pieces of work all of them do, so that other tenants have their turn. */
  readonly most: number;
  /** For how long they begin others, in milliseconds. */
  readonly beginsMs: number;
  readonly signal: AbortSignal;
}

/**
 * Does work in several loops at once, until there is none. A loop that fails ends alone, and all of them have ended when this
 * returns or throws: what follows may take for granted that no work is under way.
 *
 * @param work does one piece; false where there was none, which ends its loop. It may go on with further pieces, and asks `another`
 *   before each
 * @throws what the first of the loops threw that failed
 */
export async function runLoops(
  { atOnce, most, beginsMs, signal }: Limits,
  work: (another: () => boolean) => Promise<boolean>,
): Promise<void> {
  const startedAt = performance.now();
  let left = most;
  const another = () => {
    const begins = left > 0 && performance.now() - startedAt < beginsMs && !signal.aborted;
    if (begins) left -= 1;
    return begins;
  };
  const loop = async () => {
    while (another()) {
      if (await work(another)) continue;
      // Others may find work: what waits is not the same for all of them.
      left += 1;
      return;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, loop));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
