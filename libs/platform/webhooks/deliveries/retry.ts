const MINUTE = 60;
const HOUR = 3600;
/** Seconds between two tries: ten tries, over a little more than three days. */
const pauses = [5, 5 * MINUTE, 30 * MINUTE, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)];
/** Of what a receiver asks for, seconds. */
const LONGEST = 24 * HOUR;

/**
 * Seconds until a message is tried again, up to a tenth more than planned, so that what failed together does not come back
 * together; undefined where it is given up.
 *
 * @param tries that have failed, from 1
 * @param askedSeconds what Retry-After asks for, of which a day at most is granted
 * @param chance 0 to 1
 */
export function retryDelaySeconds(tries: number, askedSeconds = 0, chance = Math.random()): number | undefined {
  const pause = pauses[tries - 1];
  if (pause === undefined) return undefined;
  return Math.max(Math.round(pause * (1 + chance / 10)), Math.min(askedSeconds, LONGEST));
}
