import { inspectServer, refuseDangerousRole } from '#platform/database';
import { Problem } from '#platform/problems';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';

/** That the application's role is bound by row level security, and that the deployment's roles are there. */
export async function checkRoles({ settings }: Patient): Promise<Diagnosis[]> {
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
    return {
      name,
      state: 'problem',
      summary: error.detail.en,
      remedy: 'Put the URL of palier_app into DATABASE_URL; the start is refused until then.',
    };
  }
  const summary = `Row level security binds the role ${role}.`;
  return { name, state: 'fine', summary };
}

function deployment(missing: readonly string[]): Diagnosis {
  const name = 'roles.house';
  if (missing.length === 0) {
    return {
      name,
      state: 'fine',
      summary: 'The deployment’s four roles exist.',
    };
  }
  return {
    name,
    state: 'problem',
    summary: `Roles are missing: ${missing.join(', ')}.`,
    remedy: 'Run "palier database init" once more: what exists stays as it is.',
  };
}
