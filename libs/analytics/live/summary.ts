/** Names of a summary, at most. */
const MOST_NAMES = 50;

/** How many events there are: the most frequent names, and how many of all others. */
export interface Summary {
  readonly names: readonly { readonly name: string; readonly count: number }[];
  readonly others: number;
}

/** @param mostBytes of the JSON of the names, about */
export function summaryOf(
  totals: ReadonlyMap<string, number>,
  others = 0,
  mostBytes = Number.POSITIVE_INFINITY,
): Summary {
  const sorted = [...totals].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const names: { name: string; count: number }[] = [];
  let [bytes, left] = [0, others];
  for (const [name, count] of sorted) {
    bytes += Buffer.byteLength(name) + 36;
    if (names.length < MOST_NAMES && bytes <= mostBytes) names.push({ name, count });
    else left += count;
  }
  return { names, others: left };
}

/** Adds up what processes have. */
export function addUp(summaries: readonly Summary[]): Summary {
  const totals = new Map<string, number>();
  for (const { name, count } of summaries.flatMap(({ names }) => names))
    totals.set(name, (totals.get(name) ?? 0) + count);
  return summaryOf(
    totals,
    summaries.reduce((sum, { others }) => sum + others, 0),
  );
}
