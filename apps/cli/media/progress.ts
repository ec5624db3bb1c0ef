import type { ProgressOutput } from '../import-output.js';
import { grouped } from '../output.js';

/** Files between two redrawings. */
const EVERY = 50;

/** Shows on a terminal how many files and bytes are done; elsewhere nothing. */
export function fileProgress(output: ProgressOutput): { step: (bytes: number) => void; end: () => void } {
  let [files, total] = [0, 0];
  return {
    step: (bytes) => {
      files += 1;
      total += bytes;
      if (output.isTTY && files % EVERY === 0) output.write(`\r\x1b[K${grouped(files)} files, ${mebibytes(total)}`);
    },
    end: () => {
      if (output.isTTY) output.write('\r\x1b[K');
    },
  };
}

/** With separators of thousands. */

/** Bytes, as in `12.3 MiB`. */
export const mebibytes = (bytes: number): string =>
  `${new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(bytes / 1024 ** 2)} MiB`;
