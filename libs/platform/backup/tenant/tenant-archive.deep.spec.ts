/** Real: PostgreSQL, row level security, every migration, the archives. Faked: nothing. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Archive, exportTenant, importTenant, requireGuarded, takeBackup } from '#platform/backup';
import { editArchive, editManifest, editRows, linesOf } from '../../../../test/support/edit-archive.js';
import { appsOf, type FilledTenant, fillDatabase, noAddress } from '../../../../test/support/filled-database.js';
import { runSql } from '../../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/test-database.js';
import { noFiles, type TestStorage, testStorage } from '../../../../test/support/test-storage.js';
import { REGISTRY } from './tenant-tables.js';

let test: TestDatabase;
let files: TestStorage;
let directory: string;
let atelier: FilledTenant;
let comptoir: FilledTenant;
const file = (name = 'tenant.zip') => join(directory, name);

beforeEach(async () => {
  test = await testDatabase();
  files = testStorage(test);
  directory = mkdtempSync(join(tmpdir(), 'palier-tenant-'));
  [atelier, comptoir] = await fillDatabase(test.adminUrl);
});
afterEach(async () => {
  files.remove();
  await test.close();
  rmSync(directory, { recursive: true });
});

async function taken(deployment: TestDatabase, slug?: string) {
  const archive = await Archive.open(file());
  return importTenant(deployment.ownerUrl, archive, files, () => {}, {
    provenAddress: noAddress,
    recount: async () => {},
    cleaners: {},
    slug,
  }).finally(() => archive.close());
}

it('exports the rows of one tenant and of no other', async () => {
  const manifest = await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  const tables = await linesOf(file());
  expect(tables.get('catalog.apps')).toHaveLength(50);
  expect(tables.get('catalog.app_tags')).toHaveLength(100);
  expect(tables.get(REGISTRY)).toHaveLength(1);
  for (const { name, columns } of manifest.tables) {
    const key = columns.findIndex((column) => column.name === (name === REGISTRY ? 'id' : 'tenant_id'));
    const strangers = tables.get(name)?.filter((line) => line.split('\t')[key] !== atelier.id);
    expect([name, strangers]).toEqual([name, []]);
  }
  expect([...tables.values()].flat().join('\n')).not.toContain(comptoir.id);
});

it('imports a tenant beside the original, with a new tenant id in every row', async () => {
  await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  await runSql(test.adminUrl, appsOf(atelier.id, 5, 500));
  const beside = await taken(test, 'atelier-hier');
  expect(beside).toMatchObject({ slug: 'atelier-hier' });
  expect(beside.id).not.toBe(atelier.id);

  const apps = (id: string) =>
    runSql(
      test.adminUrl,
      `SELECT id, slug, name, description, created_at FROM catalog.apps WHERE tenant_id = '${id}'
      AND slug NOT IN (SELECT 'app-' || n FROM generate_series(501, 505) n) ORDER BY id`,
    );
  expect(await apps(beside.id)).toEqual(await apps(atelier.id));
  const [living] = await runSql(
    test.adminUrl,
    `SELECT count(*)::int AS apps FROM catalog.apps WHERE tenant_id = '${atelier.id}'`,
  );
  expect(living).toEqual({ apps: 55 });
  expect(
    await runSql(
      test.adminUrl,
      `SELECT tag, apps FROM catalog.tag_counts WHERE tenant_id = '${beside.id}' ORDER BY tag`,
    ),
  ).toEqual([
    { tag: 'one', apps: 50 },
    { tag: 'two', apps: 50 },
  ]);
  await expect(requireGuarded(test.appUrl)).resolves.toBeUndefined();
});

it('leaves the triggers enabled: later writes of the tenant are counted', async () => {
  await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  const beside = await taken(test, 'atelier-hier');
  await runSql(test.adminUrl, appsOf(beside.id, 1, 900));
  const counts = `SELECT apps FROM catalog.tag_counts WHERE tenant_id = '${beside.id}' AND tag = 'one'`;
  expect(await runSql(test.adminUrl, counts)).toEqual([{ apps: 51 }]);
});

it('leaves behind the networks that this deployment allows, in the archive as in the copy and the tenant that moves', async () => {
  await runSql(
    test.adminUrl,
    `UPDATE tenants.tenants SET networks = '{10.20.0.0/16}', origins = '{https://a.example}' WHERE id = '${atelier.id}'`,
  );
  const { tables } = await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  const columns = tables.find(({ name }) => name === REGISTRY)?.columns.map(({ name }) => name);
  expect(columns).toEqual(expect.arrayContaining(['origins', 'plan']));
  expect(columns).not.toContain('networks');
  expect((await linesOf(file())).get(REGISTRY)?.join()).not.toContain('10.20.');
  const other = await testDatabase();
  try {
    for (const [deployment, slug] of [[test, 'atelier-hier'], [other]] as const) {
      const { id } = await taken(deployment, slug);
      const arrived = `SELECT networks, origins FROM tenants.tenants WHERE id = '${id}'`;
      expect(await runSql(deployment.adminUrl, arrived)).toEqual([{ networks: [], origins: ['https://a.example'] }]);
    }
  } finally {
    await other.close();
  }
});

it('refuses an archive to which somebody added networks, and changes nothing', async () => {
  await exportTenant(test.ownerUrl, atelier, file('whole.zip'), noFiles);
  await editArchive(file('whole.zip'), file(), (entries) => {
    editManifest(entries, (manifest) => {
      const tables = manifest.tables as { name: string; columns: object[] }[];
      tables.find(({ name }) => name === REGISTRY)?.columns.push({ name: 'networks', type: 'text[]' });
    });
    editRows(entries, REGISTRY, (row) => [...row, '{0.0.0.0/0}']);
  });
  await expect(taken(test, 'atelier-hier')).rejects.toMatchObject({ code: 'tables_differ' });
  expect(await runSql(test.adminUrl, 'SELECT FROM tenants.tenants')).toHaveLength(2);
});

it('keeps the networks of a tenant in a backup of the deployment', async () => {
  const { tables } = await takeBackup(test.ownerUrl, file(), noFiles);
  const registry = tables.find(({ name }) => name === REGISTRY);
  expect(registry?.columns).toContainEqual({ name: 'networks', type: 'text[]' });
});

it('notifies the tenant directory of every process', async () => {
  await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  const version = 'SELECT version::int FROM tenants.directory_version';
  const [before] = await runSql<{ version: number }>(test.adminUrl, version);
  await taken(test, 'atelier-hier');
  const changed = `SELECT slug FROM tenants.tenants WHERE directory_version > ${before?.version}`;
  expect(await runSql(test.adminUrl, changed)).toEqual([{ slug: 'atelier-hier' }]);
});

it('imports a tenant into another deployment under its own id', async () => {
  await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  const other = await testDatabase();
  try {
    expect(await taken(other)).toMatchObject(atelier);
    await exportTenant(other.ownerUrl, atelier, file('again.zip'), noFiles);
    const [sent, arrived] = [await linesOf(file()), await linesOf(file('again.zip'))];
    const chain = ['platform.audit_lines', 'platform.audit_chain', 'platform.audit_heads'];
    for (const name of [REGISTRY, ...chain]) for (const side of [sent, arrived]) side.delete(name);
    expect(arrived).toEqual(sent);
  } finally {
    await other.close();
  }
});

it.each([
  ['a tenant that is here', undefined, 'tenant_already_here'],
  ['a slug that is taken', 'comptoir', 'tenant_already_here'],
  ['what is no slug', 'Not a slug', 'tenant_slug_invalid'],
])('refuses %s, and changes nothing', async (_, slug, code) => {
  await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  await expect(taken(test, slug)).rejects.toMatchObject({ code });
  expect(await runSql(test.adminUrl, 'SELECT FROM tenants.tenants')).toHaveLength(2);
});

it('imports nothing when a row differs from the one that was sent, although none is missing', async () => {
  await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  await runSql(
    test.adminUrl,
    `CREATE RULE alters AS ON INSERT TO catalog.apps DO ALSO
     UPDATE catalog.apps SET summary = 'altered' WHERE tenant_id = NEW.tenant_id AND id = NEW.id`,
  );
  await expect(taken(test, 'atelier-hier')).rejects.toMatchObject({
    code: 'rows_differ',
    message: expect.stringContaining('catalog.apps'),
  });
  expect(await runSql(test.adminUrl, 'SELECT FROM tenants.tenants')).toHaveLength(2);
  expect(await runSql(test.adminUrl, 'SELECT FROM catalog.apps')).toHaveLength(100);
});

it('refuses an archive of the whole deployment, of other migrations, or with rows of two tenants', async () => {
  await takeBackup(test.ownerUrl, file(), noFiles);
  await expect(taken(test, 'x-1')).rejects.toMatchObject({ code: 'archive_of_other_kind' });
  await exportTenant(test.ownerUrl, atelier, file('whole.zip'), noFiles);
  await editArchive(file('whole.zip'), file(), (entries) =>
    editManifest(entries, (it) => Object.assign(it, { migrations: [] })),
  );
  await expect(taken(test, 'x-1')).rejects.toMatchObject({ code: 'archive_of_other_migrations' });
  await editArchive(file('whole.zip'), file(), (entries) =>
    editManifest(entries, (it) => Object.assign(it, { tenant: comptoir })),
  );
  await expect(taken(test, 'x-1')).rejects.toMatchObject({ code: 'archive_of_several_tenants' });
});

it('refuses an archive with tables that belong to no tenant, whatever its manifest says', async () => {
  await exportTenant(test.ownerUrl, atelier, file('whole.zip'), noFiles);
  const deployment = '00000000-0000-7000-8000-000000000000';
  await editArchive(file('whole.zip'), file(), (entries) =>
    editManifest(entries, (it) => Object.assign(it, { tenant: { id: deployment, slug: 'x-1' } })),
  );
  await expect(taken(test)).rejects.toMatchObject({ code: 'tenant_already_here' });
  await takeBackup(test.ownerUrl, file('deployment.zip'), noFiles);
  await editArchive(file('deployment.zip'), file(), (entries) =>
    editManifest(entries, (it) => Object.assign(it, { kind: 'tenant', tenant: atelier })),
  );
  await expect(taken(test, 'x-1')).rejects.toMatchObject({ code: 'archive_table_of_no_tenant' });
});

it('takes no secret into a copy but the passwords of people, and what only a key of the deployment opens', async () => {
  const { tables } = await exportTenant(test.ownerUrl, atelier, file(), noFiles);
  // By a key of the person, which the master key seals.
  const sealed = [
    'attachments.content_digest',
    ...['entries.reflection', 'entry_versions.reflection', 'addictions.name'],
    ...['addictions.motivation', 'relapses.note', 'profiles.nickname', 'payment_providers.secret'],
  ].map((column) => `journal.${column}`);
  const ofFeeds = 'feeds.subscriptions.credentials';
  // It tells whether the public text of a post was edited.
  const ofPosts = 'feeds.posts.hash';
  const copied = tables.filter(({ archive }) => !(archive.notImported || archive.notCopied));
  const kept = copied.flatMap(({ name, columns }) =>
    columns
      .filter((column) => ![...sealed, ofFeeds, ofPosts].includes(`${name}.${column.name}`))
      .filter((column) => column.type.startsWith('bytea') || /hash|secret|token|salt/.test(column.name))
      .map((column) => `${name}.${column.name}`),
  );
  expect(kept).toEqual(['auth.users.password_hash']);
});
