import type { ImportProgress, ImportResult } from '#catalog';
import { visible } from './output.js';

const barWidth = 30;
const linesEvery = 100;

/** Where progress is written: `process.stderr`, so that stdout has only the result. */
export type ProgressOutput = Pick<NodeJS.WriteStream, 'write'> & { isTTY?: boolean; columns?: number };

/** Shows progress as a bar on a terminal, else as a line every hundred packages. */
export function showProgress(output: ProgressOutput): { step: (progress: ImportProgress) => void; end: () => void } {
  let drawn = -1;
  return {
    step: (progress) => {
      const { done, total } = progress;
      if (!output.isTTY) {
        if (done % linesEvery === 0 || done === total) output.write(`${done}/${total}\n`);
        return;
      }
      const permille = Math.floor((1000 * done) / total);
      if (permille === drawn) return;
      drawn = permille;
      output.write(`\r\x1b[K${bar(progress).slice(0, (output.columns ?? 80) - 1)}`);
    },
    end: () => {
      if (output.isTTY) output.write('\r\x1b[K');
    },
  };
}

function bar({ done, total, current }: ImportProgress): string {
  const filled = Math.floor((barWidth * done) / total);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done}/${total} ${visible(current)}`;
}

/** The result of an import: the counts, then each skipped package with its reason. */
export function importReport(slug: string, result: ImportResult): string {
  const counts = { ...result, skipped: result.skipped.length };
  const rows = (['created', 'updated', 'unchanged', 'skipped'] as const).map(
    (what) => `  ${what.padEnd(14)}${String(counts[what]).padStart(7)}`,
  );
  const bad = result.skipped.map(({ path, reason }) => `  ${visible(path)}: ${visible(reason.en)}`);
  return [`Apps of ${slug}`, ...rows, ...(bad.length ? ['', ...bad] : []), ''].join('\n');
}
