/** The middle of the sorted values. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Where the median of what such values come from lies in 19 of 20 cases or more; of fewer than six, from the least to the greatest. */
export function medianInterval(values) {
  const sorted = [...values].sort((a, b) => a - b);
  let left = 0;
  // Of the binomial distribution: how likely no more than `left` values are below the median.
  let term = 0.5 ** sorted.length;
  for (let likely = term; ; left += 1) {
    term *= (sorted.length - left) / (left + 1);
    likely += term;
    if (2 * likely > 0.05) return { min: sorted[left], max: sorted[sorted.length - 1 - left] };
  }
}

/** The least and the greatest value. */
export function spread(values) {
  return { min: Math.min(...values), max: Math.max(...values) };
}
