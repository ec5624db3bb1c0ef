import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { readMetric } from '#platform/telemetry';
import { until } from '../../../../test/support/until.js';
import { backupName, watchBackupAge } from '../index.js';

const HOUR_MS = 3_600_000;
let directory: string;
let logged: jest.SpyInstance;
beforeEach(() => {
  logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
  directory = mkdtempSync(join(tmpdir(), 'palier-age-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const age = async () => (await readMetric('palier_backup_age_seconds'))[0]?.value ?? Number.NaN;
const put = (hoursAgo: number, suffix = '') =>
  writeFileSync(join(directory, `${backupName(new Date(Date.now() - hoursAgo * HOUR_MS))}${suffix}`), 'rows');

it('is that of the latest complete backup, as others add it', async () => {
  put(30);
  for (const suffix of ['.partial', '.keys', '.keys.partial']) put(1, suffix);
  watchBackupAge(directory);
  expect(await until(async () => [await age()].find(Number.isFinite))).toBeGreaterThanOrEqual(30 * 3600);
  put(2);
  expect(await until(async () => [await age()].find((seconds) => seconds < 29 * 3600))).toBeGreaterThanOrEqual(7200);
});

it('is infinite where there is none, before the directory is there, and where the last is gone', async () => {
  const later = join(directory, 'later');
  watchBackupAge(later);
  expect(await age()).toBe(Number.POSITIVE_INFINITY);
  mkdirSync(later);
  const file = join(later, backupName(new Date()));
  writeFileSync(file, 'rows');
  await until(async () => Number.isFinite(await age()));
  rmSync(file);
  await until(async () => (await age()) === Number.POSITIVE_INFINITY);
});

it('is infinite where the directory cannot be read, which is logged', async () => {
  const file = join(directory, 'a file');
  writeFileSync(file, '');
  watchBackupAge(file);
  await until(async () => (await age()) === Number.POSITIVE_INFINITY && logged.mock.calls.length > 0);
  expect(logged).toHaveBeenCalledWith('The directory of the backups cannot be read.', expect.anything());
});
