import { inspectIsolation } from '#platform/database';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';

/** That policies, grants and functions keep tenants apart; a line for each that does not. */
export async function checkIsolation({ settings }: Patient): Promise<Diagnosis[]> {
  const findings = await inspectIsolation(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  const broken = findings.filter(({ holds }) => !holds);
  if (broken.length > 0) return broken.map(({ subject, claim, seen }) => leak(subject, claim, seen ?? ''));
  return [
    {
      name: 'isolation',
      state: 'fine',
      says: {
        en: `${findings.length} claims on tables, grants, roles and functions hold.`,
        fr: `${findings.length} affirmations sur les tables, droits, rôles et fonctions sont vérifiées.`,
      },
    },
  ];
}

/** The claims are in English: they name tables, grants and roles. */
function leak(subject: string, claim: string, seen: string): Diagnosis {
  return {
    name: 'isolation',
    state: 'problem',
    says: {
      en: `Not so: ${subject} ${claim} (${seen}).`,
      fr: `Non vérifié : ${subject} ${claim} (${seen}).`,
    },
    remedy: {
      en: 'Undo what was changed by hand there, then run "palier prove isolation".',
      fr: 'Défaites ce qui y a été changé à la main, puis lancez « palier prove isolation ».',
    },
  };
}
