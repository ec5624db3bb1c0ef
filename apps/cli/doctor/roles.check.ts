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
      says: error.detail,
      remedy: {
        en: 'Put the URL of palier_app into DATABASE_URL; the start is refused until then.',
        fr: 'Mettez l’URL de palier_app dans DATABASE_URL ; d’ici là, le démarrage est refusé.',
      },
    };
  }
  const says = {
    en: `Row level security binds the role ${role}.`,
    fr: `La sécurité par ligne s’impose au rôle ${role}.`,
  };
  return { name, state: 'fine', says };
}

function deployment(missing: readonly string[]): Diagnosis {
  const name = 'roles.house';
  if (missing.length === 0) {
    return {
      name,
      state: 'fine',
      says: { en: 'The deployment’s four roles exist.', fr: 'Les quatre rôles existent.' },
    };
  }
  return {
    name,
    state: 'problem',
    says: {
      en: `Roles are missing: ${missing.join(', ')}.`,
      fr: `Il manque des rôles : ${missing.join(', ')}.`,
    },
    remedy: {
      en: 'Run "palier database init" once more: what exists stays as it is.',
      fr: 'Relancez « palier database init » : ce qui existe ne change pas.',
    },
  };
}
