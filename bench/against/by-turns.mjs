/**
 * Measures both trees in each round, and who is first by turns.
 *
 * @param warmUps rounds before those that count
 * @param {(measured: unknown) => Promise<Record<string, number>>} measure costs, by name
 * @returns {Promise<Record<string, { ours: number[], theirs: number[] }>>} by the same names
 */
export async function byTurns({ ours, theirs }, rounds, measure, warmUps = 1) {
  const samples = {};
  for (let round = -warmUps; round < rounds; round += 1) {
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
