import type { ImportResult } from '#catalog';

/** The result of an import: the counts, then each skipped package with its reason. */
export function importReport(slug: string, result: ImportResult): string {
  const counts = { ...result, skipped: result.skipped.length };
  const rows = (['created', 'updated', 'unchanged', 'skipped'] as const).map(
    (what) => `  ${what.padEnd(14)}${String(counts[what]).padStart(7)}`,
  );
  const bad = result.skipped.map(({ path, reason }) => `  ${visible(path)}: ${visible(reason.en)}`);
  return [`Apps of ${slug}`, ...rows, ...(bad.length ? ['', ...bad] : []), ''].join('\n');
}

/** A file name may contain escape sequences of a terminal. */
const visible = (text: string) => text.replace(/\p{C}/gu, '?');
