// Real: the file system of the machine. Faked: a disk that does not answer.
import { mkdirSync, mkdtempSync, rmSync, type StatsFs, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectDiskMetrics } from './disk-gauges.js';
import { registry } from './registry.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-disks-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function readings(): Promise<ReadonlyMap<string, number>> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith('palier_disk_'));
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

it('tells the free bytes and the size of the disk of each directory', async () => {
  const backupDir = join(folder, 'backups');
  mkdirSync(backupDir);
  collectDiskMetrics({ dataDir: folder, backupDir });
  const found = await readings();
  const { blocks, bsize } = statfsSync(folder);
  for (const directory of ['data', 'backups']) {
    expect(found.get(`palier_disk_size_bytes{directory="${directory}"}`)).toBe(blocks * bsize);
    const free = found.get(`palier_disk_free_bytes{directory="${directory}"}`);
    expect(free).toBeGreaterThan(0);
    expect(free).toBeLessThanOrEqual(blocks * bsize);
  }
});

it('has no series of a directory that is missing, until it is there', async () => {
  const backupDir = join(folder, 'backups');
  collectDiskMetrics({ dataDir: folder, backupDir });
  const names = ['palier_disk_free_bytes{directory="data"}', 'palier_disk_size_bytes{directory="data"}'];
  expect([...(await readings()).keys()]).toEqual(names);
  mkdirSync(backupDir);
  expect((await readings()).size).toBe(4);
});

it('has one disk where backups are kept in the data directory', async () => {
  collectDiskMetrics({ dataDir: folder });
  expect((await readings()).size).toBe(2);
});

it('asks a disk that does not answer once, and leaves it out', async () => {
  let asked = 0;
  let answer: (disk: StatsFs) => void = () => {};
  collectDiskMetrics({ dataDir: folder }, () => {
    asked += 1;
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  expect([(await readings()).size, (await readings()).size, asked]).toEqual([0, 0, 1]);
  answer(statfsSync(folder));
  const late = readings();
  answer(statfsSync(folder));
  expect((await late).size).toBe(2);
});
