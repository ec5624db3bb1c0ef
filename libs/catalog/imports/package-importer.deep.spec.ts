// Real: PostgreSQL with the migrations, row level security and the application's role; the storage in a directory; the
// importer. Faked: most packages, which are made in memory, the cache, which records its invalidations,
// and the URLs of images, of which there are none.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { Audit, AuditTrail } from '#platform/audit';
import type { Settings } from '#platform/config';
import type { Transaction } from '#platform/database';
import type { CountedEvents } from '#platform/events';
import { newId } from '#platform/ids';
import type { MasterKey } from '#platform/keys';
import type { Realtime } from '#platform/realtime';
import type { Blob } from '#platform/storage';
import type { TenantDirectory } from '#platform/tenancy';
import { degradationAt } from '../../../test/support/degradation-at.js';
import { samplePackages } from '../../../test/support/sample-packages.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { unlimitedQuotas } from '../../../test/support/unlimited-quotas.js';
import { unnamed } from '../../../test/support/unnamed.js';
import { until } from '../../../test/support/until.js';
import { AppsService } from '../apps/apps.service.js';
import { ImageUrls } from '../images/image-urls.js';
import { AppSearch } from '../search/app-search.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import { TagsService } from '../tags/tags.service.js';
import type { Finding, FoundPackage } from './found-package.js';
import { installedPackages } from './installed-packages.js';
import { PackageImporter } from './package-importer.js';
import { ownSlug } from './slugs.js';

let database: TestDatabase;
let storage: TestStorage;
let owner: pg.Client;
let invalidations: { tenantId: string; tags: readonly string[] }[];
/** Called in the transaction of a batch, with the invalidated tags. */
let beforeCommit: (tags: readonly string[]) => Promise<void>;
let importer: PackageImporter;
let apps: AppsService;
let tags: TagsService;

beforeAll(async () => {
  database = await testDatabase();
  storage = testStorage(database);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const cache = {
    within: async (tx: Transaction, tenantId: string, tags: readonly string[]) => {
      tx.afterCommit(() => void invalidations.push({ tenantId, tags }));
      await beforeCommit(tags);
    },
  };
  importer = new PackageImporter(
    database.database,
    storage.storage,
    cache as never,
    new ChangedApps({ publish: () => {} } as unknown as Realtime),
    new Audit(),
    unlimitedQuotas,
  );
  apps = new AppsService(
    database.database,
    new ImageUrls({} as MasterKey, {} as TenantDirectory, {} as Settings),
    new AppSearch(database.database, degradationAt(0), { databasePoolSize: 10 } as Settings),
    { add: () => {} } as unknown as CountedEvents,
  );
  tags = new TagsService(database.database);
});
beforeEach(() => {
  invalidations = [];
  beforeCommit = async () => {};
});
afterAll(async () => {
  await owner.end();
  storage.remove();
  await database.close();
});

function made(name: string, fields: Partial<FoundPackage> = {}): FoundPackage {
  const files = [{ path: 'package.json', bytes: 10, location: 'package.json' }];
  const texts = { summary: `The ${name}`, description: '', version: '1.0.0', licence: 'MIT' };
  return { source: `npm:${name}`, name, ...texts, tags: ['one', 'two'], files, ...fields };
}

function load(tenantId: string, packages: FoundPackage[], skipped: Finding[] = []) {
  const findings: Finding[] = [...skipped, ...packages.map((found) => ({ found }))];
  return importer.import(tenantId, {
    total: findings.length,
    async *findings() {
      yield* findings;
    },
  });
}

async function countedTags(tenantId: string): Promise<Record<string, number>> {
  const { data } = await tags.list(tenantId, { limit: 100, sort: 'tag' });
  return Object.fromEntries(data.map(({ tag, apps }) => [tag, apps]));
}

/** The expected counts, counted from the rows. */
async function trueTags(tenantId: string): Promise<Record<string, number>> {
  await owner.query(`set app.tenant_id = '${tenantId}'`);
  const { rows } = await owner.query(
    'select tag, count(*)::int as apps from catalog.app_tags group by tag order by tag',
  );
  return Object.fromEntries(rows.map(({ tag, apps }) => [tag, apps]));
}

it('creates each app once, however often its package is imported', async () => {
  const tenantId = newId();
  const packages = Array.from({ length: 250 }, (_, i) => made(`p${i}`));
  const skipped: Finding = { skipped: { path: 'bad', reason: { en: 'it is bad', fr: 'il est mauvais' } } };
  expect(await load(tenantId, packages, [skipped])).toEqual({
    created: 250,
    updated: 0,
    unchanged: 0,
    skipped: [{ path: 'bad', reason: { en: 'it is bad', fr: 'il est mauvais' } }],
  });
  expect(await load(tenantId, packages)).toEqual({ created: 0, updated: 0, unchanged: 250, skipped: [] });
  const summary = await apps.summary(tenantId);
  expect(summary).toMatchObject({ apps: 250, kind: 'exact', exampleApps: expect.arrayContaining(['p0', 'p1']) });
  expect([await apps.has(tenantId, 'p249'), await apps.has(tenantId, 'p250')]).toEqual([true, false]);
});

it('publishes a draft of that number, on which no operation is at work from then on, and lists no app that is being deleted', async () => {
  const tenantId = newId();
  await load(tenantId, [made('a')]);
  await owner.query(`set app.tenant_id = '${tenantId}'`);
  await owner.query(`insert into catalog.versions (tenant_id, id, app_id, version, state, operation_id)
    select tenant_id, uuidv7(), id, '2.0.0', 'draft', uuidv7() from catalog.apps`);
  await owner.query('update catalog.apps set deleting = true, listed = false');
  await load(tenantId, [made('a', { version: '2.0.0' })]);
  await owner.query(`set app.tenant_id = '${tenantId}'`);
  const { rows } = await owner.query(
    `select v.state, v.operation_id, a.listed from catalog.versions v join catalog.apps a on a.id = v.app_id
     where v.version = '2.0.0'`,
  );
  expect(rows).toEqual([{ state: 'published', operation_id: null, listed: false }]);
});

it('updates a changed app, with the same id and slug, and its tags', async () => {
  const tenantId = newId();
  await load(tenantId, [made('a'), made('b')]);
  const before = await apps.bySlug(tenantId, 'a');
  const changed = made('a', { version: '2.0.0', tags: ['two', 'three'], licence: undefined });
  expect(await load(tenantId, [changed, made('b')])).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
  expect(await apps.bySlug(tenantId, 'a')).toMatchObject({
    id: before.id,
    createdAt: before.createdAt,
    version: '2.0.0',
    tags: ['three', 'two'],
    licence: null,
  });
  expect(await countedTags(tenantId)).toEqual({ one: 1, three: 1, two: 2 });
});

it('audits each import that changed something', async () => {
  const tenantId = newId();
  await load(tenantId, [made('a'), made('b')]);
  await load(tenantId, [made('a', { version: '2.0.0' }), made('b')]);
  await load(tenantId, [made('b')]);
  const { data: lines } = await new AuditTrail(database.database).list(tenantId, { limit: 10 });
  expect(lines.map(({ action, details }) => [action, details])).toEqual([
    ['catalog.packages.imported', { created: 0, updated: 1 }],
    ['catalog.packages.imported', { created: 2, updated: 0 }],
  ]);
});

it('deletes the last tag of an app', async () => {
  const tenantId = newId();
  await load(tenantId, [made('a')]);
  await load(tenantId, [made('a', { tags: [] })]);
  expect((await apps.bySlug(tenantId, 'a')).tags).toEqual([]);
  expect(await countedTags(tenantId)).toEqual({});
});

it('adds a stable suffix to a slug that is taken by an earlier app or in the same batch', async () => {
  const tenantId = newId();
  await load(tenantId, [made('a-b')]);
  await load(tenantId, [made('a.b'), made('a_b')]);
  await load(tenantId, [made('a.b', { version: '2.0.0' })]);
  const { data } = await apps.list(tenantId, {});
  const slugs = new Map(data.map((app) => [app.name, app.slug]));
  expect(slugs.get('a-b')).toBe('a-b');
  expect(slugs.get('a.b')).toMatch(/^a-b-[0-9a-f]{8}$/);
  expect(slugs.get('a_b')).toMatch(/^a-b-[0-9a-f]{8}$/);
  expect((await apps.bySlug(tenantId, slugs.get('a.b') as string)).version).toBe('2.0.0');
});

it('stores the whole batch when packages are named like the suffixed slug of another', async () => {
  const tenantId = newId();
  await load(tenantId, [made('a-b'), made(ownSlug('a.b', 'npm:a.b'))]);
  const batch = [made('a.b'), made('c'), made('c.c'), made(ownSlug('c-c', 'npm:c-c')), made('c-c')];
  expect(await load(tenantId, batch)).toMatchObject({ created: 5, skipped: [] });
  const slugs = async () => (await apps.list(tenantId, {})).data.map((app) => `${app.name} ${app.slug}`);
  const given = await slugs();
  expect(new Set(given.map((each) => each.split(' ')[1])).size).toBe(7);
  expect(given).toContainEqual(expect.stringMatching(/^a\.b a-b-[0-9a-f]{32}$/));
  expect(given).toContainEqual(expect.stringMatching(/^c-c c-c-[0-9a-f]{32}$/));
  expect(await load(tenantId, [...batch].reverse())).toMatchObject({ created: 0, unchanged: 5 });
  expect(await slugs()).toEqual(given);
});

it('gives a slug to only one of two concurrent imports', async () => {
  const tenantId = newId();
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  beforeCommit = async (tags) => {
    if (!tags.includes('app:a-b')) return;
    begun.resolve();
    await go.promise;
  };
  const first = load(tenantId, [made('a-b')]);
  await begun.promise;
  const second = load(tenantId, [made('a.b')]);
  const waiting = `select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`;
  await until(async () => (await owner.query(waiting)).rowCount).finally(go.resolve);
  expect(await Promise.all([first, second])).toMatchObject([{ created: 1 }, { created: 1 }]);
  const { data } = await apps.list(tenantId, {});
  expect(new Map(data.map(({ name, slug }) => [name, slug]))).toEqual(
    new Map([
      ['a-b', 'a-b'],
      ['a.b', expect.stringMatching(/^a-b-[0-9a-f]{8}$/)],
    ]),
  );
});

it('invalidates the cache for changed apps after the commit, and nothing when nothing changed', async () => {
  const tenantId = newId();
  await load(tenantId, [made('a')]);
  expect(invalidations).toEqual([{ tenantId, tags: ['apps', 'tags', 'app:a'] }]);
  await load(tenantId, [made('a')]);
  expect(invalidations).toHaveLength(1);
});

it('counts the tags of two tenants separately', async () => {
  const [mine, other] = [newId(), newId()];
  await load(mine, [made('a')]);
  await load(other, [made('a'), made('b')]);
  expect(await countedTags(mine)).toEqual({ one: 1, two: 1 });
});

/** Sends an import again that lost against the others until its transaction gave up. */
async function loadAgain(tenantId: string, packages: FoundPackage[]): Promise<void> {
  for (;;) {
    try {
      await load(tenantId, packages);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'database_contention') throw error;
    }
  }
}

/** Deletes one app, and tries again after a deadlock with an import, as the importer's transactions do. */
async function deleteApp(source: string): Promise<number> {
  for (;;) {
    try {
      return (await owner.query('delete from catalog.apps where source = $1', [source])).rowCount ?? 0;
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01') throw error;
    }
  }
}

it('keeps counts exact under parallel imports and deletions', async () => {
  const tenantId = newId();
  const tag = (i: number) => `t${i % 7}`;
  const version = (v: number) =>
    Array.from({ length: 120 }, (_, i) =>
      made(`p${i}`, { version: `${v}.0.0`, tags: [tag(i + v), tag(i * v), 'all'] }),
    );
  await load(tenantId, version(1));
  const imports = [2, 3, 4, 5].map((v) => loadAgain(tenantId, v % 2 ? version(v) : version(v).reverse()));
  let deleted = 0;
  const deletions = (async () => {
    await owner.query(`set app.tenant_id = '${tenantId}'`);
    for (let i = 0; i < 120; i += 3) {
      deleted += await deleteApp(`npm:p${i}`);
    }
  })();
  await Promise.all([...imports, deletions]);
  expect(deleted).toBe(40);
  expect(await countedTags(tenantId)).toEqual(await trueTags(tenantId));
});

it('counts a deletion of many apps in one statement', async () => {
  const tenantId = newId();
  await load(tenantId, [made('a'), made('b', { tags: ['two'] }), made('c', { tags: ['three'] })]);
  await owner.query(`set app.tenant_id = '${tenantId}'`);
  await owner.query("delete from catalog.apps where name in ('a', 'c')");
  expect(await countedTags(tenantId)).toEqual({ two: 1 });
});

describe('the files of a package', () => {
  const sources = () => samplePackages('kept', 3);
  const contents = async (tenantId: string) =>
    (
      await database.database.read(
        { tenantId },
        unnamed<{ path: string; digest: string | null; kept: boolean; bytes: number }>(
          `select path, digest, kept, f.bytes::int as bytes from catalog.version_files f
           join catalog.versions v on v.id = f.version_id order by version_id, path`,
        ),
      )
    ).map((file) => ({ ...file, digest: file.digest ?? null }));

  it('are kept under the digest of their content, and their bytes count', async () => {
    const tenantId = newId();
    const { directory, remove } = sources();
    const taken = jest.spyOn(unlimitedQuotas, 'take');
    await importer.import(tenantId, await installedPackages(directory));
    const files = await contents(tenantId);
    expect(files).toHaveLength(6);
    for (const { digest, bytes } of files) {
      const blob = (await storage.storage.find(tenantId, [digest ?? ''])).get(digest ?? '');
      const content = await buffer(await storage.storage.read(tenantId, blob as Blob));
      expect(content).toHaveLength(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(digest);
    }
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(taken.mock.calls.map(([, , { name }, n]) => [name, n])).toContainEqual(['storageBytes', total]);
    taken.mockClear();
    expect(await importer.import(tenantId, await installedPackages(directory))).toMatchObject({ unchanged: 3 });
    // Same size, other content.
    writeFileSync(
      join(directory, 'kept-0', 'README.md'),
      readFileSync(join(directory, 'kept-0', 'README.md')).fill('x'),
    );
    expect(await importer.import(tenantId, await installedPackages(directory))).toMatchObject({
      updated: 1,
      unchanged: 2,
    });
    expect(taken.mock.calls.map(([, , { name }, n]) => [name, n])).toContainEqual(['storageBytes', 0]);
    taken.mockRestore();
    const after = await contents(tenantId);
    expect(after).toHaveLength(6);
    expect(after.filter(({ digest }) => !files.some((file) => file.digest === digest))).toHaveLength(1);
    remove();
  });

  it('are known by name alone where the package is larger than asked for', async () => {
    const tenantId = newId();
    const { directory, remove } = sources();
    await importer.import(tenantId, await installedPackages(directory), { filesUpTo: 1 });
    expect(await contents(tenantId)).toEqual(Array(6).fill(expect.objectContaining({ digest: null, kept: false })));
    expect(await apps.bySlug(tenantId, 'kept-1')).toMatchObject({
      download: 'too_large',
      downloadable: false,
      fileCount: 2,
    });
    await importer.import(tenantId, await installedPackages(directory));
    expect(await apps.bySlug(tenantId, 'kept-1')).toMatchObject({
      download: 'ready',
      downloadable: true,
      files: [{ path: 'README.md' }, { path: 'package.json' }],
    });
    remove();
  });

  it('are not kept when they look like secrets: the package is skipped', async () => {
    const tenantId = newId();
    const { directory, remove } = sources();
    for (let i = 0; i < 21; i += 1) writeFileSync(join(directory, 'kept-0', `${i + 10}.key`), '');
    const { created, skipped } = await importer.import(tenantId, await installedPackages(directory));
    expect([created, skipped]).toMatchObject([2, [{ path: 'kept-0' }]]);
    expect(skipped[0]?.reason.en).toMatch(/^it holds files that look like secrets: 10\.key, .*, 29\.key, … \(\+ 1\)$/);
    // Of a larger package than asked for nothing is read, and nothing published but names.
    expect(await importer.import(tenantId, await installedPackages(directory), { filesUpTo: 1 })).toMatchObject({
      created: 1,
      skipped: [],
    });
    remove();
  });

  it('are not kept when one cannot be read: the package is skipped', async () => {
    const tenantId = newId();
    const files = ['package.json', 'gone.json'].map((path) => ({ path, bytes: 10, location: path }));
    const result = await load(tenantId, [made('a', { files }), made('b')]);
    expect(result).toMatchObject({ created: 1, skipped: [{ path: 'a', reason: { en: 'a cannot be read (ENOENT)' } }] });
    expect(readdirSync(join(storage.directory, 'incoming'))).toEqual([]);
    expect((await apps.list(tenantId, {})).data).toMatchObject([{ name: 'b' }]);
  });
});
