/**
 * Measures both trees in each round, and who is first by turns; one round before those that count warms up.
 *
 * @param {(measured: unknown) => Promise<Record<string, number>>} measure costs, by name
 * @returns {Promise<Record<string, { ours: number[], theirs: number[] }>>} by the same names
 */
export async function byTurns({ ours, theirs }, rounds, measure) {
  const samples = {};
  for (let round = -1; round < rounds; round += 1) {
    const both = Object.entries({ ours, theirs });
    for (const [side, measured] of round % 2 === 0 ? both : both.reverse()) {
      const costs = await measure(measured);
      if (round < 0) continue;
      for (const [name, cost] of Object.entries(costs)) {
        samples[name] ??= { ours: [], theirs: [] };
        samples[name][side].push(cost);
      }
    }
  }
  return samples;
}
