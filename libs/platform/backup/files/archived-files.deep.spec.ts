// Real: PostgreSQL, its tables, the storage in directories, the archives. Faked: the damage, what happens meanwhile, and
// a storage elsewhere.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Archive, type Restored, restoreArchive, takeBackup, verifyArchive } from '#platform/backup';
import { newId } from '#platform/ids';
import { DirectoryBlobStore } from '#platform/storage';
import { deploymentSchema } from '../../../../test/support/deployment-schema.js';
import { editArchive, editManifest, entriesOf } from '../../../../test/support/edit-archive.js';
import { type EmptyDatabase, emptyDatabase } from '../../../../test/support/empty-database.js';
import { needsDisks, type SmallDisk, smallDisk } from '../../../../test/support/small-disk.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { keepVersionFile, type TestStorage, testStorage } from '../../../../test/support/test-storage.js';

const [tenantId, other] = [newId(), newId()];
const texts = 'The same words, again and again. '.repeat(3000);
const noise = randomBytes(200_000);

let test: TestDatabase;
let empty: EmptyDatabase;
let from: TestStorage;
let to: TestStorage;
let directory: string;
beforeEach(async () => {
  test = await testDatabase();
  empty = await emptyDatabase(test);
  [from, to] = [testStorage(test), testStorage(test)];
  directory = mkdtempSync(join(tmpdir(), 'palier-backup-'));
});
afterEach(async () => {
  for (const { remove } of [from, to]) remove();
  await empty.drop();
  await test.close();
  rmSync(directory, { recursive: true });
});

const file = (name = 'backup.zip') => join(directory, name);
const kept = (content: Uint8Array | string, tenant = tenantId) => keepVersionFile(from, tenant, content);
const pathOf = ({ directory }: TestStorage, digest: string, tenant = tenantId) =>
  join(directory, tenant, digest.slice(0, 2), digest);
async function restore(path = file(), target = to): Promise<Restored> {
  const archive = await Archive.open(path);
  try {
    return await restoreArchive(archive, empty.ownerUrl, deploymentSchema, target);
  } finally {
    archive.close();
  }
}
const nothingRestored = async () =>
  expect(await runSql(empty.adminUrl, "SELECT FROM pg_namespace WHERE nspname = 'platform'")).toEqual([]);

it('carries the files byte for byte in their stored form, beside those that are there', async () => {
  const digests = [await kept(texts), await kept(noise), await kept(''), await kept('short')];
  const theirs = await kept('short', other);
  await takeBackup(test.ownerUrl, file(), from.store);
  const manifest = await takeBackup(test.ownerUrl, file('again.zip'), from.store);
  expect(manifest).toMatchObject({ format: 2, files: 'included', fileCount: 5, goneFiles: [] });
  const stranger = pathOf(to, '0'.repeat(64));
  await to.incoming
    .receive(Readable.from([Buffer.from('there before')]), 100)
    .then(({ file: staged }) => to.store.keep({ tenantId, digest: '0'.repeat(64) }, staged));
  // One that was damaged there is put right.
  await to.incoming
    .receive(Readable.from([Buffer.from('shirt')]), 100)
    .then(({ file: staged }) => to.store.keep({ tenantId, digest: String(digests[3]) }, staged));
  expect((await restore()).files).toEqual({ kept: 5, missing: 0 });
  for (const digest of digests) {
    expect(readFileSync(pathOf(to, digest)).equals(readFileSync(pathOf(from, digest)))).toBe(true);
  }
  expect(readFileSync(pathOf(to, theirs, other), 'latin1')).toBe('short');
  expect(readFileSync(stranger, 'latin1')).toBe('there before');
  const encodings = await runSql<{ encoding: string }>(
    empty.adminUrl,
    `select encoding from platform.blobs where digest in ('${digests[0]}', '${digests[3]}') and tenant_id = '${tenantId}' order by 1`,
  );
  expect(encodings.map(({ encoding }) => encoding)).toEqual(['deflate', 'identity']);
});

it('is refused by the name of the entry when a file in it is damaged, missing or foreign, and restores nothing', async () => {
  const digest = await kept(texts);
  await takeBackup(test.ownerUrl, file(), from.store);
  const entry = `blobs/${tenantId}/${digest}`;
  const admin = Object.assign(new URL(test.adminUrl), { pathname: '/postgres' }).href;
  const server = { adminUrl: admin, ownerUrl: test.ownerUrl, appUrl: test.appUrl };
  const damages: [(entries: Map<string, Buffer>) => void, string, string][] = [
    [(entries) => entries.get(entry)?.fill(7, 20, 24), 'archive_entry_altered', entry],
    [(entries) => entries.set(entry, Buffer.from('other')), 'archive_entry_altered', entry],
    [(entries) => entries.delete(entry), 'archive_entry_missing', entry],
    [(entries) => entries.set('blobs/more', Buffer.of(1)), 'archive_entry_unknown', 'blobs/more'],
    [
      (entries) => editManifest(entries, (it) => Object.assign(it, { files: 'else' })),
      'archive_entry_altered',
      'manifest',
    ],
  ];
  for (const [damage, code, named] of damages) {
    await editArchive(file(), file('bad.zip'), damage);
    const refusal = { code, message: expect.stringContaining(named) };
    await expect(restore(file('bad.zip'))).rejects.toMatchObject(refusal);
    const verified = (async () => {
      const archive = await Archive.open(file('bad.zip'));
      await verifyArchive(archive, server, deploymentSchema).finally(() => archive.close());
    })();
    await expect(verified).rejects.toMatchObject(refusal);
  }
  await nothingRestored();
  expect(existsSync(pathOf(to, digest))).toBe(false);
});

it('fails when a file is missing that a row refers to, and passes over one that nothing needs any more', async () => {
  const digest = await kept(texts);
  await kept('stays');
  rmSync(pathOf(from, digest));
  await expect(takeBackup(test.ownerUrl, file(), from.store)).rejects.toMatchObject({
    code: 'backup_file_missing',
    message: expect.stringContaining(digest),
  });
  expect(existsSync(file()) || existsSync(`${file()}.partial`)).toBe(false);
  // As if another length were there.
  writeFileSync(pathOf(from, digest), 'cut');
  await expect(takeBackup(test.ownerUrl, file(), from.store)).rejects.toMatchObject({ code: 'backup_file_missing' });
  // An upload that died had announced it, and nothing refers to it.
  await runSql(
    test.adminUrl,
    `update platform.blobs set maybe_unused_since = now(), announcements = 1, announced_at = now();
    delete from catalog.version_files where digest = '${digest}'`,
  );
  const gone = [`blobs/${tenantId}/${digest}`];
  expect(await takeBackup(test.ownerUrl, file(), from.store)).toMatchObject({ fileCount: 2, goneFiles: gone });
  expect((await restore()).files).toEqual({ kept: 1, missing: 1 });
});

it('passes over a file whose row garbage collection deletes meanwhile', async () => {
  const digest = await kept(texts);
  jest.spyOn(from.store, 'size').mockImplementationOnce(async (address) => {
    await runSql(
      test.adminUrl,
      `delete from catalog.version_files; delete from platform.blobs where digest = '${digest}'`,
    );
    rmSync(pathOf(from, digest));
    return DirectoryBlobStore.prototype.size.call(from.store, address);
  });
  expect((await takeBackup(test.ownerUrl, file(), from.store)).goneFiles).toHaveLength(1);
});

it('lists the files of a storage elsewhere, which a restore looks for there', async () => {
  const [there, lost] = [await kept('there'), await kept('lost')];
  const elsewhere = Object.assign(new DirectoryBlobStore(from.directory), { local: false });
  const manifest = await takeBackup(test.ownerUrl, file(), elsewhere);
  expect(manifest).toMatchObject({ files: 'listed', fileCount: 2 });
  expect([...(await entriesOf(file())).keys()].filter((entry) => entry.startsWith('blobs/'))).toEqual([]);
  rmSync(pathOf(from, lost));
  expect((await restore(file(), from)).files).toEqual({ kept: 1, missing: 1 });
  expect(readFileSync(pathOf(from, there), 'latin1')).toBe('there');
});

it('of format 1 is restored, with the files that the storage has', async () => {
  await kept('there');
  await takeBackup(test.ownerUrl, file(), from.store);
  await editArchive(file(), file('old.zip'), (entries) => {
    for (const entry of entries.keys()) if (entry.startsWith('blobs/')) entries.delete(entry);
    editManifest(entries, (it) => {
      for (const name of ['files', 'fileCount', 'goneFiles']) delete it[name];
      it.format = 1;
    });
  });
  const restored = await restore(file('old.zip'), from);
  expect(restored.files).toEqual({ kept: 1, missing: 0 });
  expect(restored.tables).toContainEqual(expect.objectContaining({ name: 'platform.blobs', rows: 1 }));
});

needsDisks('on a small disk', () => {
  let disk: SmallDisk;
  beforeEach(() => {
    disk = smallDisk(1) as SmallDisk;
  });
  afterEach(() => disk.remove());

  it('a backup and a restore that do not fit say so, and leave no partial file', async () => {
    for (let n = 0; n < 8; n += 1) await kept(Buffer.concat([noise, Buffer.of(n)]));
    const small = join(disk.path, 'backup.zip');
    await expect(takeBackup(test.ownerUrl, small, from.store)).rejects.toMatchObject({ code: 'archive_unwritable' });
    expect(existsSync(`${small}.partial`)).toBe(false);
    await takeBackup(test.ownerUrl, file(), from.store);
    const store = new DirectoryBlobStore(disk.path);
    const target = { store, incoming: Object.assign(to.incoming, { directory: join(disk.path, 'incoming') }) };
    await expect(restore(file(), { ...to, ...target })).rejects.toMatchObject({ code: 'files_unwritable' });
    await nothingRestored();
    disk.resize(20);
    expect((await restore(file(), { ...to, ...target })).files).toEqual({ kept: 8, missing: 0 });
  });
});
