// Real: PostgreSQL with its text search, row level security, the catalog's writes. Faked: nothing.
import type { Settings } from '#platform/config';
import type { CountedEvents } from '#platform/events';
import { newId } from '#platform/ids';
import type { MasterKey } from '#platform/keys';
import type { TenantDirectory } from '#platform/tenancy';
import { degradationAt } from '../../../test/support/degradation-at.js';
import { type ListedApp, listApps } from '../../../test/support/listed-apps.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import type { AppsQueryDto } from '../apps/apps.dto.js';
import { AppsService } from '../apps/apps.service.js';
import { ImageUrls } from '../images/image-urls.js';
import { AppSearch } from './app-search.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const searchAt = (level: number) =>
  new AppSearch(database.database, degradationAt(level), { databasePoolSize: 10 } as Settings);

const named = (...names: string[]) => names.map((name) => ({ name }));

async function storeWith(given: readonly Partial<ListedApp>[]): Promise<string> {
  const tenantId = newId();
  await listApps(database, tenantId, given);
  return tenantId;
}

/** The names that are found, those that are guesses with a question mark. */
async function found(tenantId: string, query: Partial<AppsQueryDto>): Promise<string[]> {
  const images = new ImageUrls({} as MasterKey, {} as TenantDirectory, {} as Settings);
  const uncounted = { add: () => {} } as unknown as CountedEvents;
  const { data } = await new AppsService(database.database, images, searchAt(0), uncounted).list(tenantId, query);
  return data.map(({ name, matched }) => (matched === 'similar' ? `${name}?` : name));
}
async function suggested(tenantId: string, typed: string, level = 0): Promise<string[]> {
  const data = await searchAt(level).suggest(tenantId, typed);
  return data.map(({ name, matched }) => (matched === 'similar' ? `${name}?` : name));
}

const family = ['@fastify/cors', 'fastify-fast-json-stringify-compiler', 'fastq', 'fastify', 'zebulon'];

it('finds the name that resembles all that was typed first, then those of which a part does, and says that they are guesses', async () => {
  const tenantId = await storeWith(named(...family));
  const guesses = ['fastify?', '@fastify/cors?', 'fastify-fast-json-stringify-compiler?'];
  for (const typed of ['fastfy', 'fasstify', 'fatsify', 'fastigy']) {
    expect(await found(tenantId, { search: typed })).toEqual(guesses);
    expect(await suggested(tenantId, typed)).toEqual(guesses);
  }
  const exact = await found(tenantId, { search: 'fastify' });
  expect([exact[0], [...exact].sort()]).toEqual(['fastify', guesses.map((name) => name.slice(0, -1)).sort()]);
});

it.each([
  ['a letter too few', 'fastfy', 'Fastify'],
  ['a letter twice', 'fasstify', 'Fastify'],
  ['two letters swapped at the beginning', 'afstify', 'Fastify'],
  ['two letters swapped at the end', 'fastiyf', 'Fastify'],
  ['another letter first', 'dastify', 'Fastify'],
  ['another letter last', 'fastifu', 'Fastify'],
  ['an accent and a capital besides', 'ECUREIUL', 'Écureuil'],
  ['a beginning', 'fsatif', 'Fastify'],
  ['a long beginning', 'fastify-fast-jsno', 'fastify-fast-json-stringify-compiler'],
  ['the end of a long name', 'fastify-fast-json-stringify-compilre', 'fastify-fast-json-stringify-compiler'],
  ['a separator left out', 'nestjscore', '@nestjs/core'],
  ['a separator swapped with a letter', '@nestj/score', '@nestjs/core'],
  ['three letters', 'avj', 'ajv'],
  ['two words with a mistake each', 'stringfy compilr', 'fastify-fast-json-stringify-compiler'],
  ['a word that is right beside one with a mistake', 'plugin stringfy', 'plugin for stringify'],
  ['words in another order', 'compilr fastify', 'fastify-fast-json-stringify-compiler'],
])('finds %s', async (_, typed, name) => {
  const tenantId = await storeWith(named(name, 'Zébulon'));
  expect(await found(tenantId, { search: typed })).toEqual([`${name}?`]);
});

it.each([
  ['react', 'Redirect', 'Rest', 'Create', 'Act'],
  ['next', 'on-net-listen', 'text-codec'],
  ['fastify', 'plastic', 'faster', 'justify this'],
  ['fy', 'fx', 'f'],
  ['stringfy xylophone', 'stringify'],
])('answers nothing to %s where no name resembles it', async (typed, ...names) => {
  const tenantId = await storeWith(named(...names));
  expect(await found(tenantId, { search: typed })).toEqual([]);
  expect(await suggested(tenantId, typed)).toEqual([]);
});

it('guesses where fewer than five apps have the words', async () => {
  const tenantId = await storeWith([...named('Fastify'), { name: 'Pastify', summary: 'not Fastify' }]);
  const more = (count: number) =>
    listApps(
      database,
      tenantId,
      Array.from({ length: count }, (_, i) => ({ name: `Other ${i}`, description: 'For fastify.' })),
    );
  await listApps(database, tenantId, named('Fastofy'));
  await more(2);
  expect((await found(tenantId, { search: 'fastify' })).slice(0, 3)).toEqual(['Fastify', 'Pastify', 'Fastofy?']);
  await more(1);
  expect(await found(tenantId, { search: 'fastify' })).not.toContain('Fastofy?');
});

it.each(['name', '-updatedAt', '-downloads', '-relevance'] as const)(
  'tells guesses in the order %s too, within the filters, and counts them',
  async (sort) => {
    const tenantId = await storeWith([
      { name: 'Fastify', tags: ['web'], licence: 'MIT' },
      { name: 'Fastafi', tags: ['other'] },
    ]);
    const asked = { search: 'fastfy', tag: 'web', sort };
    expect(await found(tenantId, asked)).toEqual(['Fastify?']);
    expect(await searchAt(0).find(tenantId, { ...asked, page: 1 })).toMatchObject({ page: { totalItems: 1 } });
    expect(await searchAt(0).facets(tenantId, asked)).toMatchObject({ apps: 1, licences: [{ value: 'MIT', apps: 1 }] });
  },
);

it('follows the names of the store', async () => {
  const tenantId = await storeWith(named('Carnet'));
  const change = (set: string) =>
    runSql(database.adminUrl, `update catalog.apps set ${set} where tenant_id = '${tenantId}'`);
  expect(await found(tenantId, { search: 'carnte' })).toEqual(['Carnet?']);
  await change(`name = 'Cahier', name_key = 'cahier'`);
  expect(await found(tenantId, { search: 'carnte' })).toEqual([]);
  expect(await found(tenantId, { search: 'cahire' })).toEqual(['Cahier?']);
  await change('listed = false');
  expect(await found(tenantId, { search: 'cahire' })).toEqual([]);
});

it('shows no tenant another’s names', async () => {
  await storeWith(named('Fastify'));
  const tenantId = await storeWith(named('Zébulon'));
  expect([await found(tenantId, { search: 'fastfy' }), await suggested(tenantId, 'fastfy')]).toEqual([[], []]);
});

it('finds a name among many with the same words and beginning', async () => {
  const many = Array.from({ length: 1200 }, (_, i) => ({ name: `React thing ${i}` }));
  const tenantId = await storeWith([...many, { name: 'React' }]);
  const data = await found(tenantId, { search: 'raect', limit: 3 });
  expect([data[0], data.length]).toEqual(['React?', 3]);
});

// The planner's plan is what is asserted: a store that was just written has no statistics.
it.each([undefined, 'web'])(
  'looks names up by their spellings in a store without statistics, with the tag %s',
  async (tag) => {
    const tags = tag ? [tag] : [];
    const many = Array.from({ length: 3000 }, (_, i) => ({ name: `Thing ${i}`, tags }));
    const tenantId = await storeWith([...many, { name: 'React', tags }]);
    const filter = tag ? `'''#tag:${tag}'''` : 'null';
    const [{ sql } = { sql: '' }] = await runSql<{ sql: string }>(
      database.adminUrl,
      `select catalog.similar_entries('raect', ${filter}) as sql`,
    );
    const plan = await runSql<{ 'QUERY PLAN': string }>(
      database.adminUrl,
      `set plan_cache_mode = force_custom_plan; set enable_seqscan = off;
     prepare near (uuid, tsquery, tsquery, text) as ${sql};
     explain (costs off) execute near ('${tenantId}', ${filter}, null, 'raect')`,
    );
    const scans = plan.flatMap((row) => / on (search_entries_.*)/.exec(row['QUERY PLAN'])?.[1] ?? []);
    const bySpelling = 'search_entries_by_tenant_spelling';
    expect(scans).toEqual([bySpelling, bySpelling, bySpelling]);
    expect(await found(tenantId, { search: 'raect', ...(tag && { tag }) })).toEqual(['React?']);
  },
);

it('keeps at most 298 spellings of a name', async () => {
  const words = Array.from({ length: 12 }, (_, i) => `${String.fromCharCode(97 + i)}bcdefghijklmnopqrstuvwxyz`).join(
    ' ',
  );
  const [name] = await runSql<{ spellings: number }>(
    database.adminUrl,
    `select cardinality(catalog.spellings_of('${newId()}', '${words}')) as spellings`,
  );
  expect(name?.spellings).toBeLessThanOrEqual(298);
  expect(name?.spellings).toBeGreaterThan(250);
});

it('suggests names that are written with what was typed first, and guesses up to degradation level 1', async () => {
  const tenantId = await storeWith(named(...family, 'fostify'));
  expect(await suggested(tenantId, 'fasti')).toEqual([
    'fastify',
    'fastify-fast-json-stringify-compiler',
    'fastq?',
    'fostify?',
    '@fastify/cors?',
  ]);
  expect(await suggested(tenantId, 'fasti', 2)).toEqual(['fastify', 'fastify-fast-json-stringify-compiler']);
});

it('suggests first what is called so, then what is downloaded most, of many names too', async () => {
  const tenantId = await storeWith([
    ...named('ab', 'abc', 'abcd', 'abcdefg', 'abcdef'),
    ...Array.from({ length: 200 }, (_, i) => ({ name: `ab ${i}` })),
    { name: 'abzz' },
  ]);
  const downloaded = (name: string, downloads: number) =>
    runSql(
      database.adminUrl,
      `update catalog.search_entries set downloads = ${downloads} where tenant_id = '${tenantId}' and name_key = '${name}'`,
    );
  await downloaded('abcdefg', 200);
  // Of as many digits: the shorter one is first.
  await downloaded('abcdef', 150);
  await downloaded('abzz', 90);
  expect((await suggested(tenantId, 'ab')).slice(0, 4)).toEqual(['ab', 'abcdef', 'abcdefg', 'abzz']);
});
