import { stat } from 'node:fs/promises';
import { listBackups } from '#platform/backup';
import { type Diagnosis, diagnosis } from './diagnosis.js';
import type { Installation } from './installation.js';

const HOUR_MS = 3_600_000;
const DAILY_HOURS = 24;

/** Checks the age of the last backup. */
export async function checkBackups({ settings, embedded, backupDir }: Installation): Promise<Diagnosis[]> {
  const expectedHours = settings.backupEveryHours || DAILY_HOURS;
  const [last] = await listBackups(backupDir);
  if (last) return [judgeAge((Date.now() - last.takenAt.getTime()) / HOUR_MS, expectedHours)];
  const began = embedded ? await bornAt(settings.dataDir) : undefined;
  const overdue = began !== undefined && Date.now() - began > 2 * expectedHours * HOUR_MS;
  return [none(backupDir, overdue)];
}

/** @param expectedHours the interval between two backups */
export function judgeAge(hours: number, expectedHours: number): Diagnosis {
  const state = hours <= 2 * expectedHours ? 'fine' : 'warning';
  return diagnosis('backups', state, `The last backup is ${Math.round(hours)} hours old.`, makeOne);
}

const makeOne = 'Run "palier backup", and find out why the scheduled backups stopped.';

function none(folder: string, overdue: boolean): Diagnosis {
  return diagnosis(
    'backups',
    overdue ? 'warning' : 'advice',
    `There is no backup in ${folder} yet.`,
    overdue ? makeOne : 'Run "palier backup"; your own PostgreSQL may also be backed up by other tools.',
  );
}

async function bornAt(folder: string): Promise<number | undefined> {
  return stat(folder).then(
    ({ birthtimeMs }) => birthtimeMs,
    () => undefined,
  );
}
