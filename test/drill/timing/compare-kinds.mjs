/** The allowed difference of a median from that of the unknown address, as a share; more only where that varies more. */
const APART = 0.05;
/** How often the unknown address is compared with itself, to find the difference that chance explains. */
const SPLITS = 1000;

/**
 * Whether the median of every kind equals that of the unknown address, within five per cent or within the difference
 * that random halves of the unknown address's times have.
 *
 * @param times milliseconds by kind, one per turn
 * @param nobody the kinds that are the unknown address
 */
export function compareKinds(times, nobody) {
  const own = nobody.map((kind) => times[kind]);
  const middle = median(own.flat());
  const noise = Math.max(...Array.from({ length: SPLITS }, () => apartFromItself(own)));
  const allowed = Math.max(APART, noise);
  const kinds = Object.entries(times)
    .filter(([kind]) => !nobody.includes(kind))
    .map(([kind, of]) => ({ kind, of, apart: Math.abs(median(of) - middle) / middle }));
  const alike = kinds.every(({ apart }) => apart <= allowed);
  const lines = [
    `nobody: ${summary(own.flat())}, ${percent(noise)} from itself at most`,
    ...kinds.map(({ kind, of, apart }) => `${kind}: ${summary(of)}, ${percent(apart)} off`),
    alike ? 'time tells nothing' : 'TIME TELLS',
  ];
  return { lines, alike };
}

/** One time of each turn against the others of that turn, so that other load affects both. */
function apartFromItself(own) {
  const [one, others] = [[], []];
  for (const n of own[0].keys()) {
    const chosen = Math.floor(Math.random() * own.length);
    for (const [i, of] of own.entries()) (i === chosen ? one : others).push(of[n]);
  }
  return Math.abs(median(one) - median(others)) / median(others);
}

/** Median and the middle half, in milliseconds. */
function summary(times) {
  const [low, high] = [0.25, 0.75].map((share) => at(times, share).toFixed(1));
  return `${median(times).toFixed(1)} ms (${low} to ${high})`;
}

const median = (times) => at(times, 0.5);

function at(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
