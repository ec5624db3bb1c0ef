/** Real: PostgreSQL, an archive of it, the file system. Faked: the damage. */
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive, restoreArchive, takeBackup } from '#platform/backup';
import { deploymentSchema } from '../../../../test/support/deployment-schema.js';
import { editArchive, editManifest } from '../../../../test/support/edit-archive.js';
import { type EmptyDatabase, emptyDatabase } from '../../../../test/support/empty-database.js';
import { fillDatabase } from '../../../../test/support/filled-database.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { noFiles } from '../../../../test/support/test-storage.js';

let test: TestDatabase;
let empty: EmptyDatabase;
let directory: string;
const good = () => join(directory, 'good.zip');
const bad = () => join(directory, 'bad.zip');

beforeAll(async () => {
  test = await testDatabase();
  empty = await emptyDatabase(test);
  directory = mkdtempSync(join(tmpdir(), 'palier-damaged-'));
  await fillDatabase(test.adminUrl);
  await takeBackup(test.ownerUrl, good(), noFiles);
});
afterAll(async () => {
  await empty.drop();
  await test.close();
  rmSync(directory, { recursive: true });
});

type Entries = Map<string, Buffer>;
const apps = 'tables/catalog.apps.copy.zst';
const edited = (edit: (entries: Entries) => void) => () => editArchive(good(), bad(), edit);
const declared = (facts: object) => edited((entries) => editManifest(entries, (it) => Object.assign(it, facts)));
const cutAt = (length: (whole: number) => number) => () => truncateSync(bad(), length(statSync(good()).size));
const flipped = (name: string) =>
  edited((entries) => {
    const content = entries.get(name) as Buffer;
    const middle = content.length >> 1;
    content[middle] = (content[middle] as number) ^ 1;
  });

const damages: readonly [string, () => Promise<void> | void, string, string][] = [
  ['cut in its middle', cutAt((whole) => whole >> 1), 'archive_truncated', 'bad.zip'],
  ['cut by its last byte', cutAt((whole) => whole - 1), 'archive_truncated', 'bad.zip'],
  ['a dump of something else', () => writeFileSync(bad(), 'PGDMP'), 'archive_foreign', 'bad.zip'],
  ["somebody else's ZIP", edited((entries) => entries.clear()), 'archive_foreign', 'bad.zip'],
  ['altered by a bit in a table', flipped(apps), 'archive_entry_altered', apps],
  ['altered by a bit in its manifest', flipped('manifest.json'), 'archive_entry_altered', 'manifest.json'],
  ['without a table', edited((entries) => entries.delete(apps)), 'archive_entry_missing', apps],
  ['without its manifest', edited((it) => it.delete('manifest.json')), 'archive_entry_missing', 'manifest.json'],
  ['with an entry too many', edited((it) => it.set('tables/x', Buffer.of(1))), 'archive_entry_unknown', 'tables/x'],
  ['of a newer format', declared({ format: 3 }), 'archive_of_newer_format', 'format 3'],
  [
    'of a newer version',
    declared({ migrations: ['Later1963683200000'] }),
    'archive_of_other_version',
    'Later1963683200000',
  ],
  ['with a manifest that is none', declared({ tables: null }), 'archive_entry_altered', 'manifest.json'],
  [
    'with SQL for a tenant',
    declared({ kind: 'tenant', tenant: { id: "x'; drop", slug: 'atelier' } }),
    'archive_entry_altered',
    'manifest.json',
  ],
  [
    'with a manifest that is too large',
    declared({ palier: 'x'.repeat(17_000_000) }),
    'archive_entry_altered',
    'manifest.json',
  ],
  ['with SQL for a name', declared({ sequences: [{ name: 'a.b; drop' }] }), 'archive_entry_altered', 'manifest.json'],
];

it.each(damages)('refuses an archive %s, names the entry, and restores nothing', async (_, damage, code, named) => {
  writeFileSync(bad(), readFileSync(good()));
  await damage();
  const restored = (async () => {
    const archive = await Archive.open(bad());
    await restoreArchive(archive, empty.ownerUrl, deploymentSchema).finally(() => archive.close());
  })();
  await expect(restored).rejects.toMatchObject({ code, message: expect.stringContaining(named) });
  expect(await runSql(empty.adminUrl, "SELECT FROM pg_namespace WHERE nspname = 'platform'")).toEqual([]);
});

it('refuses a file that does not exist', async () => {
  await expect(Archive.open(join(directory, 'none.zip'))).rejects.toMatchObject({ code: 'archive_missing' });
});
