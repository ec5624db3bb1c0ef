import type { ImportResult } from '#catalog';

/** What an import did, for the person who ran it: the counts, then each package left out. */
export function importReport(slug: string, result: ImportResult): string {
  const counts = { ...result, skipped: result.skipped.length };
  const rows = (['created', 'updated', 'unchanged', 'skipped'] as const).map(
    (what) => `  ${what.padEnd(14)}${String(counts[what]).padStart(7)}`,
  );
  const bad = result.skipped.map(({ path, reason }) => `  ${visible(path)}: ${visible(reason.en)}`);
  return [`Apps of ${slug}`, ...rows, ...(bad.length ? ['', ...bad] : []), ''].join('\n');
}

/** A file name may hold escape sequences, which a terminal would obey. */
const visible = (text: string) => text.replace(/\p{C}/gu, '?');
