// Real: PostgreSQL with rows in every table, the archive of a tenant and its import. Faked: whoever changed the archive, whose
// digests are right.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { importedPosts } from '#feeds';
import { Archive, exportTenant, importTenant, loadDatabase, takeBackup } from '#platform/backup';
import { migrate } from '#platform/database';
import { newId } from '#platform/ids';
import { migrations } from '../../migrations/index.js';
import { editArchive, putValue } from '../support/edit-archive.js';
import { fillPerson } from '../support/fill.js';
import { fillEveryTable } from '../support/fill-every-table.js';
import { type FilledTenant, fillDatabase, noAddress } from '../support/filled-database.js';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { noFiles, type TestStorage, testStorage } from '../support/test-storage.js';

let test: TestDatabase;
/** Where nothing of the tenant is, so that it can move there. */
let other: TestDatabase;
let files: TestStorage;
let directory: string;
let shop: FilledTenant;

/** A tenant with rows in every table, as its owner and a person made them. */
async function filled({ adminUrl, ownerUrl }: TestDatabase): Promise<FilledTenant> {
  const [tenant] = await fillDatabase(adminUrl, 0);
  await fillEveryTable(ownerUrl, [{ id: tenant.id, rows: 20, share: 0.05 }]);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await fillPerson(owner, { tenantId: tenant.id, userId: newId() }).finally(() => owner.end());
  return tenant;
}

beforeAll(async () => {
  [test, other] = await Promise.all([testDatabase(), testDatabase()]);
  files = testStorage(test);
  directory = mkdtempSync(join(tmpdir(), 'palier-changed-'));
  shop = await filled(test);
  // No row has its file.
  await runSql(test.adminUrl, 'DELETE FROM platform.blobs');
  await exportTenant(test.ownerUrl, shop, join(directory, 'whole.zip'), noFiles);
});
afterAll(async () => {
  files?.remove();
  await Promise.all([test?.close(), other?.close()]);
  rmSync(directory, { recursive: true });
});

/** Takes the tenant in, as a copy or moved, with a value in a column of every row of a table, in COPY's text. */
async function takenWith(table: string, column: string, value: string, { moved = false } = {}) {
  const file = join(directory, `${newId()}.zip`);
  await editArchive(join(directory, 'whole.zip'), file, (entries) => putValue(entries, table, column, value));
  const archive = await Archive.open(file);
  const options = { provenAddress: noAddress, recount: async () => {}, cleaners: importedPosts };
  const slug = moved ? {} : { slug: `copy-${newId()}` };
  return importTenant((moved ? other : test).ownerUrl, archive, files, () => {}, { ...options, ...slug }).finally(() =>
    archive.close(),
  );
}

const file = (url: string) => `[{"url": "https://a.example/1"}, {"url": "${url}"}]`;

it.each([
  ['a path that climbs', 'catalog.version_files', 'path', '../../../evil.sh', 'version_files_path_check'],
  ['a path that is a device', 'catalog.version_files', 'path', 'a/NUL.js', 'version_files_path_check'],
  ['a script as address', 'feeds.posts', 'url', 'javascript:alert(1)', 'posts_addresses'],
  ['a script as picture', 'feeds.posts', 'image', 'data:text/html,a', 'posts_addresses'],
  ['a script as file', 'feeds.posts', 'attachments', file('javascript:alert(1)'), 'posts_addresses'],
  ['a file without address', 'feeds.posts', 'attachments', '[{"type": "audio/mpeg"}]', 'posts_addresses'],
  ['a script as address', 'feeds.post_versions', 'url', 'javascript:alert(1)', 'post_versions_url_check'],
  ['a script as site', 'feeds.subscriptions', 'site_url', 'javascript:alert(1)', 'subscriptions_addresses'],
  ['a file as feed', 'feeds.subscriptions', 'url', 'file:///etc/passwd', 'subscriptions_addresses'],
  ['an address with a space', 'catalog.apps', 'homepage', 'https://a.example/ b', 'apps_homepage_check'],
  [
    'a script as address',
    'platform.webhook_endpoints',
    'shown_url',
    'javascript:1',
    'webhook_endpoints_shown_url_check',
  ],
  ['a file that browsers run', 'journal.attachments', 'media_type', 'text/html', 'attachments_media_type_check'],
  ['a file that browsers run', 'campus.attachments', 'media_type', 'image/svg+xml', 'attachments_media_type_check'],
  ['a header of an answer', 'campus.attachments', 'media_type', 'text/plain\\nx', 'attachments_media_type_check'],
  ['a zone of no place', 'analytics.time_zones', 'zone', 'Mars/Olympus', 'time_zone'],
  ['a zone of no place', 'journal.profiles', 'time_zone', 'Mars/Olympus', 'time_zone'],
  ['an offset', 'rides.profiles', 'time_zone', '+02:00', 'time_zone'],
  ['a zone of ICU alone', 'rides.rides', 'time_zone', 'SystemV/EST5', 'time_zone'],
  ['two addresses', 'campus.students', 'email', 'a@x.example,b@x.example', 'email_form'],
  ['an address in capitals', 'campus.staff', 'email', 'A@x.example', 'email_form'],
])('%s in %s.%s is refused, and nothing is taken in', async (_, table, column, value, rule) => {
  const problem = await takenWith(table, column, value, { moved: true }).catch((error: unknown) => error);
  expect(problem).toMatchObject({ code: 'row_refused', status: 422 });
  expect((problem as { detail: { en: string } }).detail.en).toContain(`${table}:1 violates the constraint ${rule} `);
  expect(await runSql(other.adminUrl, 'SELECT FROM tenants.tenants')).toEqual([]);
});

it('a CHECK refuses a row of a backup, too', async () => {
  const [whole, changed] = ['backup.zip', 'changed-backup.zip'].map((name) => join(directory, name)) as [
    string,
    string,
  ];
  await takeBackup(test.ownerUrl, whole, noFiles);
  await editArchive(whole, changed, (entries) => putValue(entries, 'catalog.version_files', 'path', '../evil.sh'));
  const archive = await Archive.open(changed);
  const refused = { code: 'row_refused', message: expect.stringContaining('catalog.version_files:1') };
  await expect(loadDatabase(other.ownerUrl, archive)).rejects.toMatchObject(refused);
  archive.close();
});

it.each(['posts', 'post_versions'])('HTML of feeds.%s is taken in as it would be after a fetch', async (table) => {
  const html = '<p>Sun</p><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">a</a>\\nb';
  const { id } = await takenWith(`feeds.${table}`, 'content', html);
  const contents = (tenantId: string) =>
    runSql(
      test.adminUrl,
      `SELECT content, count(*)::int FROM feeds.${table} WHERE tenant_id = '${tenantId}' GROUP BY 1`,
    );
  const [all] = await runSql<{ count: number }>(
    test.adminUrl,
    `SELECT count(*)::int FROM feeds.${table} WHERE tenant_id = '${shop.id}'`,
  );
  expect(all?.count).toBeGreaterThan(1);
  expect(await contents(id)).toEqual([{ content: '<p>Sun</p><a>a</a>\nb', count: all?.count }]);
});

it('is taken in where nothing is refused', async () => {
  const copy = await takenWith('catalog.version_files', 'path_key', '\\N');
  const count = (id: string) =>
    runSql(test.adminUrl, `SELECT count(*)::int AS paths FROM catalog.version_files WHERE tenant_id = '${id}'`);
  expect(await count(copy.id)).toEqual(await count(shop.id));
});

it('rows from before a CHECK are mended when it is added', async () => {
  const former = await testDatabase();
  await filled(former);
  const added = ['PlatformWebAddresses1763700008486', 'PlatformMediaTypes1763700008487'];
  await runSql(
    former.adminUrl,
    `alter table feeds.posts drop constraint posts_addresses;
     alter table feeds.post_versions drop constraint post_versions_url_check;
     alter table feeds.subscriptions drop constraint subscriptions_addresses;
     alter table catalog.apps drop constraint apps_homepage_check;
     alter table platform.webhook_endpoints drop constraint webhook_endpoints_shown_url_check;
     alter table journal.attachments drop constraint attachments_media_type_check;
     alter table campus.attachments drop constraint attachments_media_type_check;
     update feeds.posts set url = 'javascript:1', image = 'https://a.example/a.png', attachments = '${file('javascript:1')}';
     update feeds.post_versions set url = 'javascript:1';
     update feeds.subscriptions set site_url = 'javascript:1';
     update feeds.subscriptions set url = 'file:///a' where id = (select id from feeds.subscriptions order by id desc limit 1);
     update catalog.apps set homepage = 'https://a b';
     update platform.webhook_endpoints set shown_url = 'javascript:1';
     update journal.attachments set media_type = 'text/html';
     update campus.attachments set media_type = 'text/html';
     delete from platform.migrations where name in ('${added.join(`', '`)}')`,
  );
  const values = (column: string, table: string) =>
    runSql(former.adminUrl, `select distinct ${column} as value from ${table}`);
  expect(await migrate(former.ownerUrl, migrations)).toEqual(added);
  const kept = [null, 'https://a.example/a.png', [{ url: 'https://a.example/1' }]];
  expect(await values('jsonb_build_array(url, image, attachments)', 'feeds.posts')).toEqual([{ value: kept }]);
  expect(await values('url', 'feeds.post_versions')).toEqual([{ value: null }]);
  expect(await values('site_url', 'feeds.subscriptions')).toEqual([{ value: null }]);
  expect(await values('url', `feeds.subscriptions where url like 'file:%'`)).toEqual([]);
  expect(await values('homepage', 'catalog.apps')).toEqual([{ value: null }]);
  expect(await values('shown_url', 'platform.webhook_endpoints')).toEqual([{ value: 'https://…' }]);
  expect(await values('media_type', 'journal.attachments')).toEqual([{ value: 'application/pdf' }]);
  expect(await values('media_type', 'campus.attachments')).toEqual([{ value: 'application/octet-stream' }]);
  await former.close();
});
