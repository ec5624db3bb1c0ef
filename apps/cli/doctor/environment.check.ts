import type { SettingsProblem } from '#platform/config';
import type { Diagnosis } from './diagnosis.js';

/** A line for each fault of the environment; nothing else can be checked until they are gone. */
export function faultsOf({ faults }: SettingsProblem): Diagnosis[] {
  return faults.map(({ en: summary }) => ({
    name: 'environment',
    state: 'problem',
    summary,
    remedy: 'Correct it; nothing else was checked.',
  }));
}

/** That every variable could be read. */
export function soundEnvironment(): Diagnosis {
  const summary = 'Every setting can be read.';
  return { name: 'environment', state: 'fine', summary };
}
