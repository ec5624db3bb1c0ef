// Real: PostgreSQL with the migrations, row level security and the application's role. Faked:
// the packages, which are made in memory, the cache, which ignores invalidations, and the URLs of
// images, of which there are none.

import fc from 'fast-check';
import pg from 'pg';
import { Audit } from '#platform/audit';
import type { Settings } from '#platform/config';
import type { CountedEvents } from '#platform/events';
import { newId } from '#platform/ids';
import type { MasterKey } from '#platform/keys';
import type { Realtime } from '#platform/realtime';
import type { TenantDirectory } from '#platform/tenancy';
import { degradationAt } from '../../../test/support/degradation-at.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { unlimitedQuotas } from '../../../test/support/unlimited-quotas.js';
import { ImageUrls } from '../images/image-urls.js';
import { PackageImporter } from '../imports/package-importer.js';
import { AppSearch } from '../search/app-search.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import type { AppDto, AppsQueryDto } from './apps.dto.js';
import { type AppSort, appSorts } from './apps.dto.js';
import { AppsService } from './apps.service.js';

let database: TestDatabase;
let storage: TestStorage;
let owner: pg.Client;
let apps: AppsService;

beforeAll(async () => {
  database = await testDatabase();
  storage = testStorage(database);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  apps = new AppsService(
    database.database,
    new ImageUrls({} as MasterKey, {} as TenantDirectory, {} as Settings),
    new AppSearch(database.database, degradationAt(0), { databasePoolSize: 10 } as Settings),
    { add: () => {} } as unknown as CountedEvents,
  );
});
afterAll(async () => {
  await owner.end();
  storage.remove();
  await database.close();
});

async function add(tenantId: string, ...names: string[]): Promise<void> {
  const importer = new PackageImporter(
    database.database,
    storage.storage,
    { within: async () => {} } as never,
    new ChangedApps({ publish: () => {} } as unknown as Realtime),
    new Audit(),
    unlimitedQuotas,
  );
  const texts = { summary: '', description: '', version: '1.0.0', files: [] };
  await importer.import(tenantId, {
    total: names.length,
    async *findings() {
      for (const name of names) yield { found: { source: `npm:${name}`, name, tags: ['all', name], ...texts } };
    },
  });
}

async function remove(tenantId: string, name: string): Promise<void> {
  await owner.query(`set app.tenant_id = '${tenantId}'`);
  await owner.query('delete from catalog.apps where name = $1', [name]);
}

const names = (list: AppDto[]) => list.map((app) => app.name);

it.each<[AppSort, string[]]>([
  ['name', ['abri', 'Écran', 'eclair', 'Zoé']],
  ['-name', ['Zoé', 'eclair', 'Écran', 'abri']],
  ['createdAt', ['Zoé', 'abri', 'eclair', 'Écran']],
  ['-createdAt', ['Écran', 'eclair', 'abri', 'Zoé']],
])('sorts by %s', async (sort, expected) => {
  const tenantId = newId();
  for (const name of ['Zoé', 'abri', 'eclair', 'Écran']) await add(tenantId, name);
  const order = sort.endsWith('name') ? expected.toSorted(byNormalisedText) : expected;
  if (sort === '-name') order.reverse();
  expect(names((await apps.list(tenantId, { sort })).data)).toEqual(order);
  expect(names((await apps.list(tenantId, { sort, tag: 'all', page: 1 })).data)).toEqual(order);
});

const normaliseText = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const byNormalisedText = (a: string, b: string) => (normaliseText(a) < normaliseText(b) ? -1 : 1);

it('answers a page with exact totals, with and without a tag', async () => {
  const tenantId = newId();
  await add(tenantId, 'a', 'b', 'c', 'd', 'e');
  const page = { next: null, number: 2, size: 2, totalItems: 5, totalPages: 3, totalKind: 'exact' };
  for (const query of [{}, { tag: 'all' }]) {
    const answer = await apps.list(tenantId, { ...query, page: 2, pageSize: 2 });
    expect(names(answer.data)).toEqual(['c', 'd']);
    expect(answer.page).toEqual(page);
  }
});

it('answers an unknown tag with an empty list', async () => {
  const answer = await apps.list(newId(), { tag: 'nowhere', page: 1 });
  expect(answer).toMatchObject({ data: [], page: { totalItems: 0, totalPages: 0 } });
});

it("answers the same for another tenant's app as for an unknown one", async () => {
  const [mine, other] = [newId(), newId()];
  await add(other, 'theirs');
  const failures = await Promise.all(
    ['theirs', 'nowhere'].map((slug) => apps.bySlug(mine, slug).catch((error: unknown) => error)),
  );
  expect(failures[0]).toEqual(failures[1]);
  expect(failures[0]).toMatchObject({ code: 'app_not_found', status: 404 });
});

it('refuses a cursor under another sort or tag', async () => {
  const tenantId = newId();
  await add(tenantId, 'a', 'b');
  const cursor = (await apps.list(tenantId, { limit: 1 })).page.next as string;
  for (const query of [{ sort: '-name' as const }, { tag: 'all' }]) {
    await expect(apps.list(tenantId, { ...query, cursor })).rejects.toMatchObject({ code: 'invalid_cursor' });
  }
});

type Change = { add: string } | { remove: string } | undefined;
const name = fc.stringMatching(/^[a-eéè]{1,2}$/);
const change: fc.Arbitrary<Change> = fc.option(fc.oneof(fc.record({ add: name }), fc.record({ remove: name })), {
  nil: undefined,
});

it('pagination by cursor lists every remaining app once, in order, while others are added and deleted', async () => {
  const walk = fc.record({
    sort: fc.constantFrom(...appSorts),
    tag: fc.constantFrom(undefined, 'all'),
    limit: fc.integer({ min: 1, max: 4 }),
    first: fc.uniqueArray(name, { maxLength: 12 }),
    changes: fc.array(change, { maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(walk, async ({ sort, tag, limit, first, changes }) => {
      const tenantId = newId();
      await add(tenantId, ...first);
      const touched = new Set<string>();
      const seen: AppDto[] = [];
      const query: AppsQueryDto = { sort, tag, limit };
      do {
        const { data, page } = await apps.list(tenantId, query);
        seen.push(...data);
        query.cursor = page.next ?? undefined;
        const next = changes.shift();
        if (next && 'add' in next) await add(tenantId, next.add);
        if (next && 'remove' in next) await remove(tenantId, next.remove);
        if (next) touched.add('add' in next ? next.add : next.remove);
      } while (query.cursor);
      expect(new Set(seen.map((app) => app.id)).size).toBe(seen.length);
      expect(names(seen)).toEqual(expect.arrayContaining(first.filter((each) => !touched.has(each))));
      const ordered = seen.map((app) =>
        sort.endsWith('name') ? normaliseText(app.name) : new Date(app.createdAt).toISOString(),
      );
      expect(ordered).toEqual(sort.startsWith('-') ? ordered.toSorted().reverse() : ordered.toSorted());
    }),
    { numRuns: 60 },
  );
});
