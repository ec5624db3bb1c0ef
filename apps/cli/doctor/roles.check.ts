import { inspectServer, refuseDangerousRole } from '#platform/database';
import { Problem } from '#platform/problems';
import { type Diagnosis, fine, problem } from './diagnosis.js';
import type { Installation } from './installation.js';

/** Checks that row level security applies to the application's role, and that Palier's four roles exist. */
export async function checkRoles({ settings }: Installation): Promise<Diagnosis[]> {
  const url = settings.databaseUrl ?? '';
  const { missingRoles, role } = await inspectServer(settings.databaseDirectUrl ?? url);
  return [await application(url, role), deployment(missingRoles)];
}

async function application(url: string, role: string): Promise<Diagnosis> {
  const name = 'roles.application';
  try {
    await refuseDangerousRole(url);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'dangerous_role')) throw error;
    const remedy = 'Set DATABASE_URL to the URL of palier_app; until then the server refuses to start.';
    return problem(name, error.detail.en, remedy);
  }
  return fine(name, `Row level security applies to the role ${role}.`);
}

function deployment(missing: readonly string[]): Diagnosis {
  const name = 'roles.deployment';
  if (missing.length === 0) return fine(name, 'The four roles of Palier exist.');
  return problem(
    name,
    `Roles are missing: ${missing.join(', ')}.`,
    'Run "palier database init" again: it does not change what exists.',
  );
}
