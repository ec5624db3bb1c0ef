// Runs contenders that call the database alternately, and makes the row of two of them.
import { median, spread } from './statistics.mjs';

/**
 * Calls per second of each contender, one figure per round.
 *
 * @param {Record<string, (of: unknown) => Promise<unknown>>} contenders
 * @param {() => unknown} any the argument of a call
 * @param {number} rounds that are counted; one before them only warms the just-in-time compiler up
 * @param callers `callers` at once, and `roundMs`, the milliseconds of a round
 */
export async function inTurns(contenders, any, rounds, { callers = 50, roundMs = 700 } = {}) {
  const rates = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, call] of Object.entries(contenders)) {
      const rate = await callsASecond(() => call(any()), callers, roundMs);
      if (round > 0) rates[name].push(rate);
    }
  }
  return rates;
}

/** One contender's rates against another's, round by round. */
export function ratioRow(name, ours, theirs, goal) {
  const ratios = ours.map((rate, round) => rate / theirs[round]);
  const detail = `${Math.round(median(ours))} a second against ${Math.round(median(theirs))}`;
  return { name, ratio: median(ratios), ...spread(ratios), goal, detail };
}

async function callsASecond(call, callers, roundMs) {
  const start = performance.now();
  const end = start + roundMs;
  let calls = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await call();
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (calls * 1000) / (performance.now() - start);
}
