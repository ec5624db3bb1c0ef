// Real: PostgreSQL, the commands, the storage in directories and, where versitygw is installed, in a bucket. Faked: the damage, and the age of files.
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DirectoryBlobStore, StorageIdentity } from '#platform/storage';
import { needs } from '../../test/stack/servers.js';
import { palier } from '../../test/support/command-line.js';
import { type FilledTenant, fillDatabase } from '../../test/support/filled-database.js';
import { type S3Server, startS3 } from '../../test/support/s3-server.js';
import { runSql } from '../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../test/support/test-database.js';
import { keepVersionFile, type TestStorage, testStorage } from '../../test/support/test-storage.js';

let test: TestDatabase;
let files: TestStorage;
let data: string;
let atelier: FilledTenant;
let comptoir: FilledTenant;
beforeEach(async () => {
  test = await testDatabase();
  data = mkdtempSync(join(tmpdir(), 'palier-media-'));
  files = testStorage(test, join(data, 'storage'));
  [atelier, comptoir] = await fillDatabase(test.adminUrl, 1);
});
afterEach(async () => {
  await test.close();
  rmSync(data, { recursive: true });
});

const run = (...args: string[]) =>
  palier({ DATABASE_URL: test.appUrl, DATABASE_OWNER_URL: test.ownerUrl, PALIER_DATA_DIR: data }, 'media', ...args);
const pathOf = (digest: string, tenant = atelier.id, root = files.directory) =>
  join(root, tenant, digest.slice(0, 2), digest);
const yesterday = new Date(Date.now() - 25 * 3_600_000);

describe('palier media verify', () => {
  it('finds nothing where every file is whole', async () => {
    await keepVersionFile(files, atelier.id, 'Words. '.repeat(1000));
    await keepVersionFile(files, comptoir.id, '');
    const done = await run('verify');
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('2 files') });
    expect(done.stdout).toContain('0 missing, 0 damaged, 0 orphaned');
  });

  it('lists what is missing, damaged or orphaned, and deletes what is orphaned when told to', async () => {
    const kinds = ['missing', 'altered', 'cut', 'whole', 'unused'];
    const kept = await Promise.all(kinds.map((kind) => keepVersionFile(files, atelier.id, `${kind} `.repeat(50))));
    const [missing, altered, cut, whole, unused] = kept as [string, string, string, string, string];
    rmSync(pathOf(missing));
    writeFileSync(pathOf(altered), readFileSync(pathOf(altered)).fill(1, 3, 5));
    writeFileSync(pathOf(cut), '');
    // Announced by an upload that died, and of no row.
    await runSql(
      test.adminUrl,
      `update platform.blobs set maybe_unused_since = now(), announcements = 1, announced_at = now()
      where digest = '${unused}'; delete from catalog.version_files where digest = '${unused}'`,
    );
    rmSync(pathOf(unused));
    const orphan = await keepVersionFile(files, comptoir.id, 'orphaned');
    const young = await keepVersionFile(files, comptoir.id, 'young');
    await runSql(
      test.adminUrl,
      `delete from catalog.version_files where tenant_id = '${comptoir.id}';
      delete from platform.blobs where tenant_id = '${comptoir.id}'`,
    );
    for (const path of [pathOf(orphan, comptoir.id), pathOf(whole)]) utimesSync(path, yesterday, yesterday);
    const found = await run('verify', '--json');
    expect(found.code).toBe(1);
    const lines = found.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, -1)).toHaveLength(4);
    expect(lines).toEqual(
      expect.arrayContaining([
        { state: 'missing', tenantId: atelier.id, digest: missing },
        { state: 'damaged', tenantId: atelier.id, digest: altered },
        { state: 'damaged', tenantId: atelier.id, digest: cut },
        { state: 'orphaned', tenantId: comptoir.id, digest: orphan },
      ]),
    );
    expect(lines.at(-1)).toMatchObject({ state: 'checked', files: 5, missing: 1, damaged: 2, orphaned: 1, deleted: 0 });
    const one = await run('verify', '--tenant', 'comptoir', '--delete-orphans');
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('1 orphaned, 1 deleted') });
    expect([orphan, young].map((digest) => existsSync(pathOf(digest, comptoir.id)))).toEqual([false, true]);
    expect(existsSync(pathOf(whole))).toBe(true);
  });

  it('goes on past a file that cannot be read, as damaged', async () => {
    const folder = mkdtempSync(join(data, 'folder-'));
    // As long as a folder is, so that only its reading fails.
    const unreadable = await keepVersionFile(files, atelier.id, randomBytes(statSync(folder).size));
    rmSync(pathOf(unreadable));
    renameSync(folder, pathOf(unreadable));
    await keepVersionFile(files, comptoir.id, 'Words. '.repeat(1000));
    const found = await run('verify');
    expect(found).toMatchObject({ code: 1, stderr: '' });
    expect(found.stdout).toContain(`DAMAGED  ${atelier.id} ${unreadable}`);
    expect(found.stdout).toContain('2 files');
    expect(found.stdout).toContain('0 missing, 1 damaged');
  });

  it('deletes no orphan that an upload announces meanwhile', async () => {
    const digest = await keepVersionFile(files, comptoir.id, 'uploaded again');
    await runSql(test.adminUrl, 'delete from catalog.version_files; delete from platform.blobs');
    utimesSync(pathOf(digest, comptoir.id), yesterday, yesterday);
    let upload: Promise<string> | undefined;
    const original = DirectoryBlobStore.prototype.delete;
    const spy = jest.spyOn(DirectoryBlobStore.prototype, 'delete').mockImplementation(async function (
      this: DirectoryBlobStore,
      ...args
    ) {
      upload = keepVersionFile(files, comptoir.id, 'uploaded again');
      await original.apply(this, args);
    });
    await run('verify', '--delete-orphans').finally(() => spy.mockRestore());
    await upload;
    expect(existsSync(pathOf(digest, comptoir.id))).toBe(true);
  });
});

describe('palier media claim', () => {
  it('takes a storage whose files are lost', async () => {
    await keepVersionFile(files, atelier.id, 'lost');
    files.remove();
    expect(await run('claim')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('belongs to this deployment'),
    });
    await new StorageIdentity(test.database, files.store, files.incoming).check();
  });
});

describe('palier media migrate', () => {
  let target: string;
  const url = () => pathToFileURL(target).href;
  beforeEach(() => {
    target = join(data, 'elsewhere');
  });

  it('copies every file, passes over what is whole there, and says how to switch', async () => {
    const words = await keepVersionFile(files, atelier.id, 'Words. '.repeat(1000));
    const theirs = await keepVersionFile(files, comptoir.id, 'theirs');
    const first = await run('migrate', '--to', url());
    expect(first).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('2 files with') });
    expect(first.stdout).toContain('STORAGE_URL');
    for (const [digest, tenant] of [
      [words, atelier.id],
      [theirs, comptoir.id],
    ] as const) {
      expect(readFileSync(pathOf(digest, tenant, target)).equals(readFileSync(pathOf(digest, tenant)))).toBe(true);
    }
    // As after a run that was cut off, and an upload.
    writeFileSync(pathOf(theirs, comptoir.id, target), 'cut');
    await keepVersionFile(files, atelier.id, 'later');
    const second = await run('migrate', '--to', url());
    expect(second.stdout).toContain('2 files with 0 MiB copied, 1 were there');
    expect(readFileSync(pathOf(theirs, comptoir.id, target), 'latin1')).toBe('theirs');
    const back = await run('migrate', '--from', url());
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('0 files with 0 MiB copied, 3 were there') });
  });

  it('names what is missing or damaged at its source, and copies neither', async () => {
    const [missing, damaged] = [
      await keepVersionFile(files, atelier.id, 'missing'),
      await keepVersionFile(files, atelier.id, 'damaged'),
    ];
    rmSync(pathOf(missing));
    writeFileSync(pathOf(damaged), 'daMaged');
    const done = await run('migrate', '--to', url());
    expect(done.code).toBe(1);
    expect(done.stdout).toContain(`MISSING  ${atelier.id} ${missing}`);
    expect(done.stdout).toContain(`DAMAGED  ${atelier.id} ${damaged}`);
    expect([missing, damaged].map((digest) => existsSync(pathOf(digest, atelier.id, target)))).toEqual([false, false]);
  });

  it('refuses the storage that is in use, and a URL that is none', async () => {
    const same = await run('migrate', '--to', pathToFileURL(join(data, 'storage')).href);
    expect(same).toMatchObject({ code: 1, stderr: expect.stringContaining('already') });
    expect(await run('migrate', '--to', 'ftp://x')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('scheme'),
    });
    expect(await run('migrate')).toMatchObject({ code: 1, stderr: expect.stringContaining('--to or --from') });
  });
});

needs('versitygw')('a bucket', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3();
  });
  afterAll(() => server.stop());

  it('takes all files, is verified, is only listed by a backup, and gives the files back', async () => {
    const words = await keepVersionFile(files, atelier.id, 'Words. '.repeat(100_000));
    await keepVersionFile(files, comptoir.id, '');
    const url = `${server.url}/moved`;
    const moved = await run('migrate', '--to', url);
    expect(moved).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('2 files with') });
    expect(moved.stdout).not.toContain(new URL(url).password);
    expect((await run('migrate', '--to', url)).stdout).toContain('0 files with 0 MiB copied, 2 were there');
    const stored = join(server.objects, 'moved', atelier.id, words.slice(0, 2), words);
    expect(readFileSync(stored).equals(readFileSync(pathOf(words)))).toBe(true);
    const there = {
      DATABASE_URL: test.appUrl,
      DATABASE_OWNER_URL: test.ownerUrl,
      PALIER_DATA_DIR: data,
      STORAGE_URL: url,
    };
    expect(await palier(there, 'media', 'verify')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('0 orphaned'),
    });
    const backup = await palier(there, 'backup', join(data, 'backup.zip'));
    expect(backup).toMatchObject({ code: 0, stdout: expect.stringContaining('2 files are listed and not in it') });
    rmSync(files.directory, { recursive: true });
    const former = pathToFileURL(files.directory).href;
    const back = await palier(there, 'media', 'migrate', '--to', former);
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining('2 files with') });
    expect(readFileSync(pathOf(words)).equals(readFileSync(stored))).toBe(true);
  });
});
