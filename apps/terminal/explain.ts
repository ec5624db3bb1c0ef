import { SettingsProblem } from '#platform/config';
import { Problem } from '#platform/problems';

/**
 * What a person at a terminal reads of an error: for the expected ones a line a fault, each with
 * its remedy; for the others the stack, which is what a maintainer needs.
 */
export function explain(error: unknown): string {
  if (error instanceof SettingsProblem) return error.message;
  if (error instanceof Problem) {
    const faults = error.options.errors ?? [];
    return [error.detail.en, ...faults.map(({ pointer, detail }) => `  ${pointer}: ${detail.en}`)].join('\n');
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
