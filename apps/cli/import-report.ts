import type { ImportResult } from '#catalog';
import type { Locale } from '#platform/problems';

const words = {
  en: { apps: 'Apps of', created: 'created', updated: 'updated', unchanged: 'unchanged', skipped: 'skipped' },
  fr: {
    apps: 'Applications de',
    created: 'créées',
    updated: 'mises à jour',
    unchanged: 'inchangées',
    skipped: 'écartées',
  },
};

/** What an import did, for the person who ran it: the counts, then each package left out. */
export function importReport(slug: string, result: ImportResult, locale: Locale): string {
  const text = words[locale];
  const counts = { ...result, skipped: result.skipped.length };
  const rows = (['created', 'updated', 'unchanged', 'skipped'] as const).map(
    (what) => `  ${text[what].padEnd(14)}${String(counts[what]).padStart(7)}`,
  );
  const bad = result.skipped.map(({ path, reason }) => `  ${visible(path)}: ${visible(reason[locale])}`);
  return [`${text.apps} ${slug}`, ...rows, ...(bad.length ? ['', ...bad] : []), ''].join('\n');
}

/** A file name may hold escape sequences, which a terminal would obey. */
const visible = (text: string) => text.replace(/\p{C}/gu, '?');
