import { SettingsProblem } from '#platform/config';
import { Problem } from '#platform/problems';

/**
 * The text of an error for a terminal: for expected errors one line per fault, with its remedy; for
 * unexpected ones the stack, which a maintainer needs.
 */
export function explain(error: unknown): string {
  if (error instanceof SettingsProblem) return error.message;
  if (error instanceof Problem) {
    const faults = error.options.errors ?? [];
    return [error.detail.en, ...faults.map(({ pointer, detail }) => `  ${pointer}: ${detail.en}`)].join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
