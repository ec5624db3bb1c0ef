import { stat } from 'node:fs/promises';
import { listBackups } from '#platform/backup';
import type { Diagnosis } from './diagnosis.js';
import type { Patient } from './patient.js';

const HOUR_MS = 3_600_000;
const DAILY_HOURS = 24;

/** When the last backup was finished. */
export async function checkBackups({ settings, embedded, backupDir }: Patient): Promise<Diagnosis[]> {
  const expectedHours = settings.backupEveryHours || DAILY_HOURS;
  const [last] = await listBackups(backupDir);
  if (last) return [judgeAge((Date.now() - last.takenAt.getTime()) / HOUR_MS, expectedHours)];
  const began = embedded ? await bornAt(settings.dataDir) : undefined;
  const overdue = began !== undefined && Date.now() - began > 2 * expectedHours * HOUR_MS;
  return [none(backupDir, overdue)];
}

/** @param expectedHours between two backups */
export function judgeAge(hours: number, expectedHours: number): Diagnosis {
  const recent = hours <= 2 * expectedHours;
  return {
    name: 'backups',
    state: recent ? 'fine' : 'warning',
    summary: `The last backup is ${Math.round(hours)} hours old.`,
    ...(!recent && { remedy: makeOne }),
  };
}

const makeOne = 'Run "palier backup", and see why the scheduled ones stopped.';

function none(folder: string, overdue: boolean): Diagnosis {
  return {
    name: 'backups',
    state: overdue ? 'warning' : 'advice',
    summary: `There is no backup in ${folder} yet.`,
    remedy: overdue ? makeOne : 'Run "palier backup"; a PostgreSQL of your own may also be backed up by its own means.',
  };
}

async function bornAt(folder: string): Promise<number | undefined> {
  return stat(folder).then(
    ({ birthtimeMs }) => birthtimeMs,
    () => undefined,
  );
}
