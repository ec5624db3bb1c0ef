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
      summary: `${findings.length} claims on tables, grants, roles and functions hold.`,
    },
  ];
}

/** The claims are in English: they name tables, grants and roles. */
function leak(subject: string, claim: string, seen: string): Diagnosis {
  return {
    name: 'isolation',
    state: 'problem',
    summary: `Not so: ${subject} ${claim} (${seen}).`,
    remedy: 'Undo what was changed by hand there, then run "palier prove isolation".',
  };
}
