/** The middle of the sorted values. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The least and the greatest value. */
export function spread(values) {
  return { min: Math.min(...values), max: Math.max(...values) };
}
