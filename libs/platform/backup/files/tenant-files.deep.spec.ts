// Real: PostgreSQL, its tables, the storage in directories, the archives. Faked: the damage, and a storage elsewhere.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive, exportTenant, importTenant } from '#platform/backup';
import { DirectoryBlobStore } from '#platform/storage';
import { editArchive, editManifest, editRows, entriesOf } from '../../../../test/support/edit-archive.js';
import { type FilledTenant, fillDatabase, noAddress } from '../../../../test/support/filled-database.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { keepVersionFile, type TestStorage, testStorage } from '../../../../test/support/test-storage.js';

let test: TestDatabase;
let from: TestStorage;
let to: TestStorage;
let atelier: FilledTenant;
let comptoir: FilledTenant;
let directory: string;
beforeEach(async () => {
  test = await testDatabase();
  [from, to] = [testStorage(test), testStorage(test)];
  [atelier, comptoir] = await fillDatabase(test.adminUrl);
  directory = mkdtempSync(join(tmpdir(), 'palier-tenant-'));
});
afterEach(async () => {
  for (const { remove } of [from, to]) remove();
  await test.close();
  rmSync(directory, { recursive: true });
});

const file = (name = 'tenant.zip') => join(directory, name);
const pathOf = ({ directory }: TestStorage, digest: string, tenant: string) =>
  join(directory, tenant, digest.slice(0, 2), digest);
async function taken(into: TestDatabase, target: TestStorage, slug?: string, path = file(), filesOf?: string) {
  const archive = await Archive.open(path);
  return importTenant(into.ownerUrl, archive, target, () => {}, {
    provenAddress: noAddress,
    recount: async () => {},
    cleaners: {},
    slug,
    filesOf,
  }).finally(() => archive.close());
}
const words = 'Said again and again. '.repeat(500);

it('are those of one tenant, and a copy has them under its own id', async () => {
  const digest = await keepVersionFile(from, atelier.id, words);
  const theirs = await keepVersionFile(from, comptoir.id, 'of another tenant');
  expect(await exportTenant(test.ownerUrl, atelier, file(), from.store)).toMatchObject({
    files: 'included',
    fileCount: 1,
  });
  const entries = [...(await entriesOf(file())).keys()].filter((entry) => entry.startsWith('blobs/'));
  expect(entries).toEqual([`blobs/${atelier.id}/${digest}`]);
  const copy = await taken(test, to, 'atelier-hier');
  expect(copy.files).toEqual({ kept: 1, missing: 0 });
  const stored = readFileSync(pathOf(from, digest, atelier.id));
  expect(readFileSync(pathOf(to, digest, copy.id)).equals(stored)).toBe(true);
  expect([atelier.id, comptoir.id].map((id) => existsSync(join(to.directory, id)))).toEqual([false, false]);
  expect((await to.storage.find(copy.id, [digest, theirs])).size).toBe(1);
  const use = (id: string) =>
    runSql(test.appUrl, `set app.tenant_id = '${id}'; select platform.count_storage_bytes()::int as bytes`);
  expect(await use(copy.id)).toEqual(await use(atelier.id));
});

it('move with the tenant into another deployment, under its own id', async () => {
  const digest = await keepVersionFile(from, atelier.id, words);
  await exportTenant(test.ownerUrl, atelier, file(), from.store);
  const other = await testDatabase();
  try {
    expect((await taken(other, to)).files).toEqual({ kept: 1, missing: 0 });
    expect(existsSync(pathOf(to, digest, atelier.id))).toBe(true);
  } finally {
    await other.close();
  }
});

it('that are damaged in the archive are refused by name; of a copy that fails nothing is left', async () => {
  const digest = await keepVersionFile(from, atelier.id, words);
  await exportTenant(test.ownerUrl, atelier, file(), from.store);
  const entry = `blobs/${atelier.id}/${digest}`;
  await editArchive(file(), file('bad.zip'), (entries) => entries.set(entry, Buffer.from('other')));
  const damaged = taken(test, to, 'atelier-hier', file('bad.zip'));
  await expect(damaged).rejects.toMatchObject({
    code: 'archive_entry_altered',
    message: expect.stringContaining(entry),
  });
  await runSql(
    test.adminUrl,
    `CREATE RULE alters AS ON INSERT TO catalog.apps DO ALSO
     UPDATE catalog.apps SET summary = 'altered' WHERE tenant_id = NEW.tenant_id AND id = NEW.id`,
  );
  const kept = jest.spyOn(to.store, 'keep');
  await expect(taken(test, to, 'atelier-hier')).rejects.toMatchObject({ code: 'rows_differ' });
  expect(kept).toHaveBeenCalledTimes(1);
  for await (const { digest: left } of to.store.list()) throw new Error(`${left} is left`);
});

it('of a storage elsewhere are copied within it, and counted where they are missing', async () => {
  const [there, lost] = [
    await keepVersionFile(from, atelier.id, words),
    await keepVersionFile(from, atelier.id, 'lost'),
  ];
  const elsewhere = Object.assign(new DirectoryBlobStore(from.directory), { local: false });
  expect(await exportTenant(test.ownerUrl, atelier, file(), elsewhere)).toMatchObject({ files: 'listed' });
  rmSync(pathOf(from, lost, atelier.id));
  const copy = await taken(test, from, 'atelier-hier', file(), atelier.slug);
  expect(copy.files).toEqual({ kept: 1, missing: 1 });
  expect(readFileSync(pathOf(from, there, copy.id)).equals(readFileSync(pathOf(from, there, atelier.id)))).toBe(true);
  // What is damaged there is not copied.
  writeFileSync(pathOf(from, there, atelier.id), Buffer.alloc(readFileSync(pathOf(from, there, atelier.id)).length));
  await expect(taken(test, from, 'atelier-demain', file(), atelier.slug)).rejects.toMatchObject({
    code: 'blob_damaged',
  });
});

it('of another tenant are not copied by an archive that names it and their digest', async () => {
  const mine = await keepVersionFile(from, atelier.id, words);
  const digest = await keepVersionFile(from, comptoir.id, 'known by its digest, as of a published file');
  const theirs = (await from.storage.find(comptoir.id, [digest])).get(digest);
  const elsewhere = Object.assign(new DirectoryBlobStore(from.directory), { local: false });
  await exportTenant(test.ownerUrl, atelier, file(), elsewhere);
  await editArchive(file(), file('hostile.zip'), (entries) => {
    const { tables } = JSON.parse(String(entries.get('manifest.json')));
    for (const { name, columns } of tables as { name: string; columns: { name: string }[] }[]) {
      const place = (column: string) => columns.findIndex((each) => each.name === column);
      editRows(entries, name, (row) =>
        row.map((value, at) => {
          if (value === atelier.id) return comptoir.id;
          if (value === mine) return digest;
          return name === 'platform.blobs' && at === place('stored_bytes') ? String(theirs?.storedBytes) : value;
        }),
      );
    }
    editManifest(entries, (manifest) => Object.assign(manifest, { tenant: { id: comptoir.id, slug: atelier.slug } }));
  });
  const copy = await taken(test, from, 'hostile', file('hostile.zip'));
  expect(copy.files).toEqual({ kept: 0, missing: 1 });
  expect(existsSync(pathOf(from, digest, copy.id))).toBe(false);
  const named = taken(test, from, 'hostile-named', file('hostile.zip'), atelier.slug);
  await expect(named).rejects.toMatchObject({ code: 'archive_of_other_original' });
});
