import { inspectMigrations } from '#platform/database';
import { migrations } from '../../../migrations/index.js';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';

/** Whether the database is of this version. */
export async function checkMigrations({ settings }: Patient): Promise<Diagnosis[]> {
  const name = 'migrations';
  if (!settings.databaseOwnerUrl) {
    return [
      {
        name,
        state: 'warning',
        says: {
          en: 'Not checked: only the owner reads which migrations were applied.',
          fr: 'Non vérifié : seul le propriétaire lit quelles migrations ont été appliquées.',
        },
        remedy: { en: 'Set DATABASE_OWNER_URL for this command.', fr: 'Donnez DATABASE_OWNER_URL à cette commande.' },
      },
    ];
  }
  const { pending, unknown } = await inspectMigrations(settings.databaseOwnerUrl, migrations);
  if (pending.length > 0) return [behind(pending)];
  return [unknown.length > 0 ? ahead(unknown) : upToDate()];
}

function behind(pending: readonly string[]): Diagnosis {
  return {
    name: 'migrations',
    state: 'problem',
    says: {
      en: `${pending.length} of ${migrations.length} migrations are not applied, ${pending[0]} first.`,
      fr: `${pending.length} migrations sur ${migrations.length} ne sont pas appliquées, d’abord ${pending[0]}.`,
    },
    remedy: { en: 'Run "palier database migrate".', fr: 'Lancez « palier database migrate ».' },
  };
}

function ahead(unknown: readonly string[]): Diagnosis {
  return {
    name: 'migrations',
    state: 'warning',
    says: {
      en: `The database is ahead of this version: it had ${unknown.join(', ')}.`,
      fr: `La base est en avance sur cette version : elle a reçu ${unknown.join(', ')}.`,
    },
    remedy: {
      en: 'Run the version that the other processes run.',
      fr: 'Lancez la même version que les autres processus.',
    },
  };
}

function upToDate(): Diagnosis {
  const count = migrations.length;
  const says = { en: `All ${count} migrations are applied.`, fr: `Les ${count} migrations sont appliquées.` };
  return { name: 'migrations', state: 'fine', says };
}
