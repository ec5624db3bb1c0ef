// Real: PostgreSQL with the migrations, row level security and the application's role. Faked:
// the packages, which are made in memory, and the cache, which ignores invalidations.

import { Audit } from '#platform/audit';
import { newId } from '#platform/ids';
import type { Realtime } from '#platform/realtime';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type TestStorage, testStorage } from '../../../test/support/test-storage.js';
import { unlimitedQuotas } from '../../../test/support/unlimited-quotas.js';
import { PackageImporter } from '../imports/package-importer.js';
import { ChangedApps } from '../store-events/changed-apps.js';
import type { TagsQueryDto } from './tags.dto.js';
import { TagsService } from './tags.service.js';

let database: TestDatabase;
let storage: TestStorage;
let tags: TagsService;
const tenantId = newId();

beforeAll(async () => {
  database = await testDatabase();
  storage = testStorage(database);
  tags = new TagsService(database.database);
  const importer = new PackageImporter(
    database.database,
    storage.storage,
    { within: async () => {} } as never,
    new ChangedApps({ publish: () => {} } as unknown as Realtime),
    new Audit(),
    unlimitedQuotas,
  );
  const texts = { summary: '', description: '', version: '1.0.0', files: [] };
  const tagsOfApps = { a: ['web', 'été'], b: ['web', 'cli', 'zip'], c: ['web', 'zip', 'api'] };
  await importer.import(tenantId, {
    total: 3,
    async *findings() {
      for (const [name, list] of Object.entries(tagsOfApps)) {
        yield { found: { source: `npm:${name}`, name, tags: list, ...texts } };
      }
    },
  });
});
afterAll(async () => {
  storage.remove();
  await database.close();
});

const mostUsed = ['web 3', 'zip 2', 'api 1', 'cli 1', 'été 1'];
const alphabetical = ['api 1', 'cli 1', 'web 3', 'zip 2', 'été 1'];
const shown = (list: { tag: string; apps: number }[]) => list.map(({ tag, apps }) => `${tag} ${apps}`);

it.each<[string, TagsQueryDto, string[]]>([
  ['most used first, then alphabetically', {}, mostUsed],
  ['alphabetically', { sort: 'tag' }, alphabetical],
])('lists tags %s, by cursor and by page', async (_, query, expected) => {
  for (const limit of [1, 2, 3, 5]) {
    const walked: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, page } = await tags.list(tenantId, { ...query, limit, cursor });
      walked.push(...shown(data));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(walked).toEqual(expected);
  }
  const { data, page } = await tags.list(tenantId, { ...query, page: 2, pageSize: 2 });
  expect(shown(data)).toEqual(expected.slice(2, 4));
  expect(page).toMatchObject({ number: 2, totalItems: 5, totalPages: 3, totalKind: 'exact' });
});

it("shows no other tenant's tags", async () => {
  expect((await tags.list(newId(), {})).data).toEqual([]);
});

it.each([1.5, 1e300, -1e300])('refuses a cursor forged at %d', async (rarity) => {
  const { page } = await tags.list(tenantId, { limit: 1 });
  const parts = JSON.parse(Buffer.from(page.next as string, 'base64url').toString());
  const cursor = Buffer.from(JSON.stringify([parts[0], rarity, 'a'])).toString('base64url');
  await expect(tags.list(tenantId, { cursor })).rejects.toMatchObject({ code: 'invalid_cursor' });
});
