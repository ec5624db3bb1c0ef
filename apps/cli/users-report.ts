import type { ImportedUsers, RefusedLine } from '#auth';
import { visible } from './output.js';

const counts = { created: 'created', skipped: 'existed', refused: 'refused' };

/** The counts of an import. */
export function usersReport(slug: string, result: ImportedUsers, trial: boolean | undefined): string {
  const rows = (['created', 'skipped', 'refused'] as const).map(
    (what) => `  ${counts[what].padEnd(14)}${String(result[what]).padStart(7)}`,
  );
  return [`Users of ${slug}${trial ? ' (dry run: rolled back)' : ''}`, ...rows, ''].join('\n');
}

/** One refused line, as in `line 3 /email not_an_email: must be an e-mail address`. */
export function refusedLine({ line, pointer, code, detail }: RefusedLine): string {
  const place = ['line', line, visible(pointer), code].filter((part) => part !== '').join(' ');
  return `${place}: ${detail.en}\n`;
}
