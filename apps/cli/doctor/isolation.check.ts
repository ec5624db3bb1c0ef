import { type Finding, inspectIsolation } from '#platform/database';
import { type Diagnosis, fine, problem } from './diagnosis.js';
import type { Installation } from './installation.js';

/** Checks the policies, grants and functions that isolate tenants; one finding for each that is wrong. */
export async function checkIsolation({ settings }: Installation): Promise<Diagnosis[]> {
  const findings = await inspectIsolation(settings.databaseDirectUrl ?? settings.databaseUrl ?? '');
  const broken = findings.filter(({ holds }) => !holds);
  if (broken.length > 0) return broken.map(leak);
  return [fine('isolation', `${findings.length} claims about tables, grants, roles and functions are true.`)];
}

function leak({ subject, claim, seen = '' }: Finding): Diagnosis {
  return problem(
    'isolation',
    `Not true: ${subject} ${claim} (${seen}).`,
    'Undo what was changed there by hand, then run "palier prove isolation".',
  );
}
