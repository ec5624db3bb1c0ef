import type { SettingsProblem } from '#platform/config';
import type { Diagnosis } from './diagnosis.js';

/** A finding for each fault of the environment; until they are corrected nothing else can be checked. */
export function faultsOf({ faults }: SettingsProblem): Diagnosis[] {
  return faults.map(({ message: summary }) => ({
    name: 'environment',
    state: 'problem',
    summary,
    remedy: 'Correct it; nothing else was checked.',
  }));
}

/** The finding that every variable is valid. */
export function soundEnvironment(): Diagnosis {
  const summary = 'Every setting can be read.';
  return { name: 'environment', state: 'fine', summary };
}
