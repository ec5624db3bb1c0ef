/** CPU milliseconds below which a piece of work is too short to be compared. */
const SHORTEST_MS = 40;

/** Into how many parts a text is cut, of which one is the smaller piece of work. */
export const PARTS = 8;

/**
 * Works on one of `PARTS` parts of a text, then on the whole. Counts the CPU time of this thread, which other programs
 * hardly change.
 *
 * @param make the text, or only that part of it
 * @returns how many times the CPU time grew: about `PARTS` times where the work is linear, and `PARTS` times as many where
 * it is quadratic; below 1 where the whole took less than 40 ms. With it, the result for the whole.
 */
export function growth<T>(make: (part: number) => string, work: (text: string) => T): { times: number; last: T } {
  const [part, whole] = [make(PARTS), make(1)];
  const { ms } = measured(() => work(part));
  const { ms: lastMs, last } = measured(() => work(whole));
  return { times: lastMs / Math.max(ms, SHORTEST_MS), last };
}

function measured<T>(work: () => T): { ms: number; last: T } {
  const before = process.threadCpuUsage();
  const last = work();
  const { user, system } = process.threadCpuUsage(before);
  return { ms: (user + system) / 1000, last };
}
