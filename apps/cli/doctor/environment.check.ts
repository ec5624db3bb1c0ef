import type { SettingsProblem } from '#platform/config';
import type { Diagnosis } from './diagnosis.js';

/** A line for each fault of the environment; nothing else can be checked until they are gone. */
export function faultsOf({ faults }: SettingsProblem): Diagnosis[] {
  return faults.map(({ en, fr }) => ({
    name: 'environment',
    state: 'problem',
    says: { en, fr },
    remedy: {
      en: 'Correct it; nothing else was checked.',
      fr: 'Corrigez ; rien d’autre n’a été vérifié.',
    },
  }));
}

/** That every variable could be read. */
export function soundEnvironment(): Diagnosis {
  const says = { en: 'Every setting can be read.', fr: 'Tous les réglages sont lisibles.' };
  return { name: 'environment', state: 'fine', says };
}
