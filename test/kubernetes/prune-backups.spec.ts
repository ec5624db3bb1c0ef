// Real: the script of the CronJob, files and their times. Faked: nothing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../architecture/repository.js';

const DAY_SECONDS = 86_400;

describe('The script that deletes old backups', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'palier-backups-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const make = (name: string, days: number) => {
    const then = Date.now() / 1000 - days * DAY_SECONDS;
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), then, then);
  };

  it('deletes archives and keys files, each after its days, and nothing else', () => {
    make('palier-new.zip', 13);
    make('palier-new.zip.keys', 13);
    make('palier-old.zip', 15);
    make('palier-old.zip.keys', 15);
    make('palier-older.zip.keys', 36);
    make('notes.txt', 99);
    const env = { ...process.env, BACKUP_DIR: folder, BACKUP_DAYS: '14', BACKUP_KEYS_DAYS: '35' };
    const said = execFileSync(process.execPath, [join(root, 'k8s/base/prune-backups.mjs')], { env, encoding: 'utf8' });
    expect(readdirSync(folder).sort()).toEqual([
      'notes.txt',
      'palier-new.zip',
      'palier-new.zip.keys',
      'palier-old.zip.keys',
    ]);
    expect(said.trim().split('\n').sort()).toEqual(['Deleted palier-old.zip.', 'Deleted palier-older.zip.keys.']);
  });
});
