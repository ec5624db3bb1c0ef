/** Characters of a name that is compared, at most: the time grows with the square of them. */
const longest = 64;

/**
 * The known name with the fewest edits from `name`, whatever its case, if these are a third of its length at most. An edit
 * adds, leaves out or replaces a character, or swaps two neighbours. A name of more than 64 characters is near none.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > longest) return undefined;
  const written = name.toLowerCase();
  let nearest: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const most = Math.min(Math.floor(candidate.length / 3), fewest - 1);
    if (Math.abs(candidate.length - written.length) > most) continue;
    const edits = editDistance(written, candidate.toLowerCase());
    if (edits > most) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest;
}

/** The distance of Damerau and Levenshtein where no part is edited twice, one row of the table at a time. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const areSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = areSwapped ? (before[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced, swapped));
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
