/** One subject of so many is sampled, by its hash. */
const OF = 16;

/**
 * Estimates how many different subjects there are by those whose hash is in one sixteenth of all hashes. Of n subjects each
 * is in it with the probability 1/16, so their number has the variance n · 1/16 · 15/16, and sixteen times it 15 · n: in 95 of
 * 100 cases the estimate is within 1.96 · √(15 · n) of n, for which the estimate stands.
 */
export function estimateOf(sampled: number): { subjects: number; margin: number } {
  const subjects = OF * sampled;
  return { subjects, margin: Math.ceil(1.96 * Math.sqrt((OF - 1) * subjects)) };
}
