/** How far a median may be from that of nobody's, as a share of it; further only where nobody's is from itself. */
const APART = 0.05;

/**
 * Whether the median of every kind is that of nobody's, to within five hundredths or to within what nobody's are apart
 * from each other.
 *
 * @param times milliseconds by kind
 * @param nobody the kinds that are one and the same
 */
export function compareKinds(times, nobody) {
  const medians = Object.fromEntries(Object.entries(times).map(([kind, of]) => [kind, at(of, 0.5)]));
  const own = nobody.map((kind) => medians[kind]);
  const [least, most] = [Math.min(...own), Math.max(...own)];
  const noise = (most - least) / least;
  const allowed = Math.max(APART, noise);
  const kinds = Object.entries(medians).map(([kind, median]) => {
    const apart = median < least ? (least - median) / least : Math.max(0, (median - most) / most);
    const [low, high] = [0.25, 0.75].map((share) => at(times[kind], share).toFixed(1));
    return { apart, words: `${kind}: ${median.toFixed(1)} ms (${low} to ${high}), ${percent(apart)} off` };
  });
  const alike = kinds.every(({ apart }) => apart <= allowed);
  const verdict = `nobody's are ${percent(noise)} apart; ${alike ? 'time tells nothing' : 'TIME TELLS'}`;
  return { lines: [...kinds.map(({ words }) => words), verdict], alike };
}

function at(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
