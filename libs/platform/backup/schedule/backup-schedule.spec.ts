import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { BackupSchedule, backupName, listBackups } from '../index.js';
import { removeOldKeys } from './backup-files.js';

const hour = 3_600_000;
const noon = Date.UTC(2027, 2, 1, 12);
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'palier-schedule-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

/** Files with the names of backups; their content does not matter here. */
const take = async (file: string) => writeFileSync(file, 'rows');
const schedule = (options: Partial<ConstructorParameters<typeof BackupSchedule>[0]> = {}) =>
  new BackupSchedule({ directory, everyHours: 24, keep: 3, keysDays: 35, take, ...options });
const names = () => readdirSync(directory).sort();

it('takes the first backup at once, and the next after the interval', async () => {
  const every = schedule();
  for (const hours of [0, 1, 23, 24, 25, 47]) await every.check(noon + hours * hour);
  expect(names()).toEqual(['palier-2027-03-01T12-00-00Z.zip', 'palier-2027-03-02T12-00-00Z.zip']);
});

it('takes no early backup after a restart, because it reads the times of the files', async () => {
  await schedule().check(noon);
  await schedule().check(noon + 23 * hour);
  expect(names()).toHaveLength(1);
  await schedule().check(noon + 24 * hour);
  expect(names()).toHaveLength(2);
});

it('keeps the latest backups, removes partial files, and leaves other files', async () => {
  writeFileSync(join(directory, 'mine.zip'), '');
  writeFileSync(join(directory, `${backupName(new Date(noon - hour))}.partial`), '');
  const every = schedule();
  for (let day = 0; day < 5; day += 1) await every.check(noon + day * 24 * hour);
  expect(names()).toEqual(['mine.zip', ...[3, 4, 5].map((day) => `palier-2027-03-0${day}T12-00-00Z.zip`)]);
  const [latest] = await listBackups(directory);
  expect(latest).toMatchObject({ takenAt: new Date(noon + 4 * 24 * hour), bytes: 4 });
});

it('keeps keys files for their days, and the latest however old it is', async () => {
  const takeBoth = async (file: string) => {
    for (const each of [file, `${file}.keys`]) writeFileSync(each, 'rows');
  };
  const every = schedule({ take: takeBoth, keep: 1, keysDays: 2 });
  writeFileSync(join(directory, 'mine.zip.keys'), '');
  writeFileSync(join(directory, `${backupName(new Date(noon - hour))}.keys.partial`), '');
  for (let day = 0; day < 4; day += 1) await every.check(noon + day * 24 * hour);
  const keysOf = (day: number) => `palier-2027-03-0${day}T12-00-00Z.zip.keys`;
  expect(names()).toEqual(['mine.zip.keys', keysOf(2), keysOf(3), keysOf(4).slice(0, -5), keysOf(4)]);
  await removeOldKeys(directory, 2, noon + 365 * 24 * hour);
  expect(names()).toEqual(['mine.zip.keys', keysOf(4).slice(0, -5), keysOf(4)]);
});

it('removes old keys files also while backups fail', async () => {
  jest.spyOn(Logger.prototype, 'error').mockImplementation();
  for (const days of [0, 3])
    writeFileSync(join(directory, `${backupName(new Date(noon + days * 24 * hour))}.keys`), '');
  await schedule({ take: () => Promise.reject(new Error('disk full')), keysDays: 35 }).check(noon + 36 * 24 * hour);
  expect(names()).toEqual(['palier-2027-03-04T12-00-00Z.zip.keys']);
});

it('logs a backup that fails, keeps the older ones, and tries again an hour later', async () => {
  const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
  const failing = schedule({ take: () => Promise.reject(new Error('disk full')), keep: 1 });
  await schedule().check(noon);
  await failing.check(noon + 24 * hour);
  await failing.check(noon + 24 * hour + 1);
  expect(logged).toHaveBeenCalledTimes(1);
  await failing.check(noon + 25 * hour);
  expect(logged).toHaveBeenCalledTimes(2);
  expect(names()).toHaveLength(1);
});

it('runs one backup at a time, and aborts it when it stops', async () => {
  let begun = 0;
  const endless = schedule({
    take: (_, signal) =>
      new Promise((_resolve, reject) => {
        begun += 1;
        signal.addEventListener('abort', () => reject(signal.reason));
        started.resolve();
      }),
  });
  const started = Promise.withResolvers<void>();
  const looks = [endless.check(noon), endless.check(noon)];
  await started.promise;
  await endless.stop();
  await Promise.all(looks);
  expect(begun).toBe(1);
});

it('lists the others where the file of one is not there', async () => {
  await schedule().check(noon);
  symlinkSync('nowhere', join(directory, backupName(new Date(noon + hour))));
  expect((await listBackups(directory)).map(({ takenAt }) => takenAt.getTime())).toEqual([noon]);
});

it('lists no backup when the directory does not exist', async () => {
  expect(await listBackups(join(directory, 'none'))).toEqual([]);
});
