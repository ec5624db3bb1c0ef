/** In how many of all pairs the first is the greater, ties half: Mann and Whitney's U as a share, 0 to 1. */
export function overlap(first, second) {
  let greater = 0;
  for (const a of first) for (const b of second) greater += a > b ? 1 : a === b ? 0.5 : 0;
  return greater / (first.length * second.length);
}

/** Median and the middle half, in milliseconds. */
export function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(1);
  return `${at(0.5)} ms (${at(0.25)} to ${at(0.75)})`;
}
