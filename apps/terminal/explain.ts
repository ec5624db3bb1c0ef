import { inspect } from 'node:util';
import { mask, SettingsProblem } from '#platform/config';
import { Problem } from '#platform/problems';

/**
 * The text of an error for a terminal: for expected errors one line per fault, with its remedy; for
 * unexpected ones the stack, causes and codes, which a maintainer needs, without passwords of URLs.
 */
export function explain(error: unknown): string {
  if (error instanceof SettingsProblem) return error.message;
  // The first failure, and then the close that failed too.
  if (error instanceof SuppressedError) return [error.suppressed, error.error].map(explain).join('\n');
  if (error instanceof Problem) {
    const faults = error.options.errors ?? [];
    return [error.message, ...faults.map(({ pointer, detail }) => `  ${pointer}: ${detail.en}`)].join('\n');
  }
  return mask(inspect(error));
}
