import { inspectIsolation } from '#platform/database';
import type { Diagnosis } from './diagnosis.js';
import type { Installation } from './installation.js';

/** Checks the policies, grants and functions that isolate tenants; one finding for each that is wrong. */
export async function checkIsolation({ settings }: Installation): Promise<Diagnosis[]> {
  const findings = await inspectIsolation(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  const broken = findings.filter(({ holds }) => !holds);
  if (broken.length > 0) return broken.map(({ subject, claim, seen }) => leak(subject, claim, seen ?? ''));
  return [
    {
      name: 'isolation',
      state: 'fine',
      summary: `${findings.length} claims about tables, grants, roles and functions are true.`,
    },
  ];
}

function leak(subject: string, claim: string, seen: string): Diagnosis {
  return {
    name: 'isolation',
    state: 'problem',
    summary: `Not true: ${subject} ${claim} (${seen}).`,
    remedy: 'Undo what was changed there by hand, then run "palier prove isolation".',
  };
}
