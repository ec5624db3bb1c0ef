/** How far a median may be from that of nobody's, as a share of it; further only where nobody's is from itself. */
const APART = 0.05;
/** How often nobody's is compared with itself: as many kinds would have to be asked for one to be further off by chance. */
const SPLITS = 1000;

/**
 * Whether the median of every kind is that of nobody's, to within five hundredths or to within what nobody's are apart
 * from each other where they are split at random.
 *
 * @param times milliseconds by kind, one a turn
 * @param nobody the kinds that are one and the same
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

/** One of each turn against the others of that turn: a machine that is busy for a while is so for both. */
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
