// Real: PostgreSQL with its text search, row level security, the catalog's writes. Faked: nothing.
import fc from 'fast-check';
import type { Settings } from '#platform/config';
import type { CountedEvents } from '#platform/events';
import { newId } from '#platform/ids';
import type { MasterKey } from '#platform/keys';
import type { TenantDirectory } from '#platform/tenancy';
import { normaliseText } from '#platform/text-normalisation';
import { degradationAt } from '../../../test/support/degradation-at.js';
import { type ListedApp, listApps } from '../../../test/support/listed-apps.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { unnamed } from '../../../test/support/unnamed.js';
import type { AppSort, AppsQueryDto } from '../apps/apps.dto.js';
import { AppsService } from '../apps/apps.service.js';
import { ImageUrls } from '../images/image-urls.js';
import { AppSearch } from './app-search.js';
import { RankDownloads } from './rank-downloads.job.js';

let database: TestDatabase;
let apps: AppsService;
let search: AppSearch;
const settings = { databasePoolSize: 10 } as Settings;
beforeAll(async () => {
  database = await testDatabase();
  apps = new AppsService(
    database.database,
    new ImageUrls({} as MasterKey, {} as TenantDirectory, {} as Settings),
    new AppSearch(database.database, degradationAt(0), settings),
    { add: () => {} } as unknown as CountedEvents,
  );
  search = new AppSearch(database.database, degradationAt(0), settings);
});
afterAll(() => database.close());

const add = (tenantId: string, given: readonly Partial<ListedApp>[]) => listApps(database, tenantId, given);
/** The slugs of all that is found, by cursors of two. */
async function walk(tenantId: string, query: Partial<AppsQueryDto>): Promise<string[]> {
  const slugs: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const { data, page } = await apps.list(tenantId, { ...query, limit: 2, ...(cursor && { cursor }) });
    slugs.push(...data.map(({ slug }) => slug));
    if (page.next === null || slugs.length > 200) return slugs;
    cursor = page.next;
  }
}

it('finds words anywhere, without case and accents, and ranks names before tags, summaries and descriptions', async () => {
  const tenantId = newId();
  const slugs = await add(tenantId, [
    { name: 'Autre', description: 'Un carnet.' },
    { name: 'Autre', summary: 'Le CARNET de tous' },
    { name: 'Autre', tags: ['carnet'] },
    { name: 'Mon carnet' },
    { name: 'Carnets de route' },
    { name: '@carnet' },
    { name: 'Cahier', summary: 'rien' },
  ]);
  const found = await walk(tenantId, { search: 'Çarnet' });
  expect(found).toEqual([5, 4, 3, 2, 1, 0].map((i) => slugs[i]));
});

it.each([
  ['a plural', 'vélos', { name: 'Le vélo' }],
  ['a beginning', 'calendri', { name: 'x', description: 'Un calendrier' }],
  ['a word of an identifier', 'common', { name: '@nestjs/common' }],
  ['a typo', 'fastfy', { name: 'Fastify' }],
  ['words in different fields', 'table react', { name: 'React', tags: ['table'] }],
  ['a ligature', 'oeuvre', { name: 'Œuvres' }],
  ['digits with letters among them', '1e2f', { name: 'x', description: 'A commit 7e3a, 1e2f and 3e8bc.' }],
  ['digits with letters in a name', '3e8bc', { name: '3e8bc' }],
  ['a word written with points', 'שלום', { name: 'שָׁלוֹם' }],
  ['marks that join letters', 'हिन्दी', { name: 'हिन्दी समाचार' }],
  ['a quote and a backslash', "l'art\\", { name: 'L’art' }],
  ['the end of a name without spaces', 'アプリ', { name: '電卓アプリ' }],
  ['the beginning of one', '電卓', { name: '電卓アプリ' }],
  ['a word in letters without spaces', '手机', { summary: '我的手机游戏' }],
  ['a word of a tag without spaces', '游戏', { tags: ['手机游戏'] }],
  ['a tag in another script', 'игра', { tags: ['игра'] }],
  ['a Latin word beside other letters', 'game', { name: '手机game' }],
  ['a word with marks of tones', 'แผนที่', { description: 'ดูแผนที่เมือง' }],
  ['a letter that is not decomposed', 'isik', { name: 'Işık' }],
])('finds %s', async (_, typed, app) => {
  const tenantId = newId();
  const slugs = await add(tenantId, [app, { name: 'Zébulon', author: typed }]);
  expect(await walk(tenantId, { search: typed })).toEqual([slugs[0]]);
});

it('ranks a name without spaces before a summary, and that before a description', async () => {
  const tenantId = newId();
  const slugs = await add(tenantId, [
    { name: 'a', description: '手机游戏' },
    { name: 'b', summary: '我的手机游戏' },
    { name: '大手机游戏' },
    // All pairs, and yet not the word.
    { name: 'c', summary: '手机游', description: '机游戏' },
    { name: 'd', summary: '手机游', tags: ['机游戏'], description: '手机游戏' },
  ]);
  const found = await walk(tenantId, { search: '手机游戏' });
  expect(found.slice(0, 2)).toEqual([2, 1].map((i) => slugs[i]));
  expect(found.slice(2).sort()).toEqual([0, 4].map((i) => slugs[i]).sort());
});

it('finds nothing where the text has no letter or digit', async () => {
  const tenantId = newId();
  await add(tenantId, [{ name: '++' }]);
  expect(await apps.list(tenantId, { search: '++ & | !', page: 1 })).toMatchObject({
    data: [],
    page: { totalItems: 0 },
  });
});

it('takes a list of tags with nothing between its commas', async () => {
  const tenantId = newId();
  const [slug] = await add(tenantId, [{ name: 'Carnet', tags: ['a'] }]);
  for (const asked of [
    { tag: 'a,' },
    { tag: ',' },
    { anyTag: ',,' },
    { anyTag: ',a' },
    { tag: ',a', sort: '-downloads' as const },
  ])
    expect([asked, await walk(tenantId, asked)]).toEqual([asked, [slug]]);
});

it('follows what the store lists', async () => {
  const tenantId = newId();
  const [slug] = await add(tenantId, [{ name: 'Carnet' }]);
  const change = (set: string) =>
    runSql(
      database.adminUrl,
      `set app.tenant_id = '${tenantId}'; update catalog.apps set ${set} where slug = '${slug}'`,
    );
  await change(`name = 'Cahier', name_key = 'cahier'`);
  expect([await walk(tenantId, { search: 'carnet' }), await walk(tenantId, { search: 'cahier' })]).toEqual([
    [],
    [slug],
  ]);
  const suggested = async () =>
    (await Promise.all(['cah', `${slug}`].map((typed) => search.suggest(tenantId, typed)))).flat();
  expect(await suggested()).toEqual(Array(2).fill({ slug, name: 'Cahier' }));
  await change('listed = false');
  expect([await walk(tenantId, { search: 'cahier' }), await suggested()]).toEqual([[], []]);
  await change('listed = true');
  expect(await walk(tenantId, { search: 'cahier' })).toEqual([slug]);
  await runSql(database.adminUrl, `set app.tenant_id = '${tenantId}'; delete from catalog.apps where slug = '${slug}'`);
  expect(await walk(tenantId, { search: 'cahier' })).toEqual([]);
});

it.each([
  ['licence', `licence = 'ISC'`, { licence: 'MIT' }, { licence: 'ISC' }, { licences: [{ value: 'ISC', apps: 1 }] }],
  ['author', `author = 'Eve'`, { author: 'Ada' }, { author: 'Eve' }, { authors: [{ value: 'Eve', apps: 1 }] }],
  ['tags', `tags = '{new}'`, { tag: 'old' }, { tag: 'new' }, { tags: [{ value: 'new', apps: 1 }] }],
])('finds and counts an app by its new %s as soon as it changes', async (_, set, before, after, facets) => {
  const tenantId = newId();
  const [slug] = await add(tenantId, [{ name: 'Carnet', tags: ['old'], licence: 'MIT', author: 'Ada' }]);
  // In this order also a single tag is looked up in the index of the search.
  const found = () =>
    Promise.all([before, after].map((filter) => walk(tenantId, { ...filter, sort: '-downloads' as const })));
  expect(await found()).toEqual([[slug], []]);
  await database.database.transaction({ tenantId }, (tx) =>
    tx.run(unnamed(`update catalog.apps set ${set} where slug = $1`), slug),
  );
  expect(await found()).toEqual([[], [slug]]);
  expect(await search.facets(tenantId, {})).toMatchObject(facets);
});

it('finds misspelled names up to degradation level 1, and others beyond it too', async () => {
  const tenantId = newId();
  await add(tenantId, [{ name: 'Fastify' }]);
  const found = async (level: number, typed: string) => {
    const degraded = new AppSearch(database.database, degradationAt(level), settings);
    return (await degraded.find(tenantId, { search: typed })).data.length;
  };
  expect([await found(1, 'fastfy'), await found(2, 'fastfy'), await found(2, 'fastify')]).toEqual([1, 0, 1]);
});

const words = ['carnet', 'velo', 'jardin', 'react', 'table', 'zebre'];
const someWords = (maxLength: number) => fc.array(fc.constantFrom(...words), { maxLength }).map((all) => all.join(' '));
const app: fc.Arbitrary<ListedApp> = fc.record({
  name: someWords(3).map((name) => name || 'sans'),
  summary: someWords(4),
  description: someWords(6),
  tags: fc.uniqueArray(fc.constantFrom('a', "b'c", 'd\\e', 'react'), { maxLength: 3 }),
  licence: fc.constantFrom('MIT', 'ISC', null),
  author: fc.constantFrom('Ada', "O'Neil", null),
});
const seldom = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const query: fc.Arbitrary<Partial<AppsQueryDto>> = fc.record({
  search: seldom(
    fc.array(fc.constantFrom(...words, 'car', 'ZÈBRE'), { minLength: 1, maxLength: 2 }).map((all) => all.join(' ')),
  ),
  tag: seldom(
    fc.uniqueArray(fc.constantFrom('a', "b'c", 'd\\e'), { minLength: 1, maxLength: 2 }).map((all) => all.join(',')),
  ),
  anyTag: seldom(fc.uniqueArray(fc.constantFrom('a', 'react', 'none'), { minLength: 1 }).map((all) => all.join(','))),
  licence: seldom(fc.constantFrom('MIT', 'none')),
  author: seldom(fc.constantFrom('Ada', "O'Neil")),
  sort: seldom(fc.constantFrom<AppSort>('name', '-createdAt', 'updatedAt', '-downloads')),
});

const wordsOf = (text: string) => normaliseText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
/** What a reader would expect to be found: each word is there, the last one at least as a beginning. */
function expected(
  all: readonly ListedApp[],
  { search: typed, tag, anyTag, licence, author }: Partial<AppsQueryDto>,
): boolean[] {
  return all.map((each) => {
    const own = wordsOf([each.name, each.summary, each.description, ...each.tags].join(' '));
    const asked = wordsOf(typed ?? '');
    return (
      asked.every((word, i) => own.some((has) => (i === asked.length - 1 ? has.startsWith(word) : has === word))) &&
      (tag ?? '').split(',').every((one) => !one || each.tags.includes(one)) &&
      (anyTag === undefined || anyTag.split(',').some((one) => each.tags.includes(one))) &&
      (licence === undefined || each.licence === licence) &&
      (author === undefined || each.author === author)
    );
  });
}

it('misses nothing that filtering in memory finds, shows each once, and counts what it shows', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(app, { maxLength: 12 }),
      fc.array(app, { maxLength: 3 }),
      query,
      async (own, others, asked) => {
        const tenantId = newId();
        const slugs = await add(tenantId, own);
        await add(newId(), others);
        const found = await walk(tenantId, asked);
        const wanted = slugs.filter((_, i) => expected(own, asked)[i]);
        expect(found).toEqual(expect.arrayContaining(wanted));
        expect(new Set(found).size).toBe(found.length);
        expect(slugs).toEqual(expect.arrayContaining(found));
        // Only words may find more: misspelled names, and inflections.
        if (asked.search === undefined) expect(found).toHaveLength(wanted.length);
        const { page } = await apps.list(tenantId, { ...asked, page: 1, pageSize: 100 });
        const { apps: counted } = await search.facets(tenantId, asked);
        expect([page.totalItems, counted]).toEqual([found.length, found.length]);
      },
    ),
    { numRuns: 150 },
  );
});

it.each([2, 3, 4])(
  'shows names that are spelled alike before what needs the description, on pages of %s too',
  async (pageSize) => {
    const tenantId = newId();
    const names = ['Fastify', 'Fastify tools', 'Zébulon', 'Fastofy', 'Fastafy'];
    const slugs = await add(
      tenantId,
      names.map((name) => ({ name })),
    );
    const [described] = await add(tenantId, [{ name: 'x', description: 'Written with fastify.' }]);
    const all = await walk(tenantId, { search: 'fastify' });
    const [first, second, ...others] = all;
    expect([first, second, others.slice(0, 2).sort(), others.slice(2)]).toEqual([
      slugs[0],
      slugs[1],
      slugs.slice(3).sort(),
      [described],
    ]);
    const pages: string[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const { data } = await apps.list(tenantId, { search: 'fastify', page, pageSize });
      pages.push(...data.map(({ slug }) => slug));
    }
    expect(pages).toEqual(all);
  },
);

it('keeps its order while apps come', async () => {
  const tenantId = newId();
  const first = await add(
    tenantId,
    Array.from({ length: 9 }, (_, i) => ({ name: `Carnet ${i % 3}`, summary: `carnet ${'x '.repeat(i)}` })),
  );
  const before = await walk(tenantId, { search: 'carnet' });
  await add(tenantId, [{ name: 'Carnet' }, { name: 'Cahier', description: 'carnet' }, { name: 'Autre' }]);
  const after = await walk(tenantId, { search: 'carnet' });
  expect(before).toHaveLength(first.length);
  expect(after.filter((slug) => first.includes(slug))).toEqual(before);
});

it('counts tags, licences and authors of what is selected, the most frequent first', async () => {
  const tenantId = newId();
  await add(tenantId, [
    { name: 'a', tags: ['x', 'y'], licence: 'MIT', author: 'Ada' },
    { name: 'b', tags: ['y'], licence: 'MIT' },
    { name: 'c', tags: ['z'], licence: 'ISC', author: 'Ada' },
  ]);
  expect(await search.facets(tenantId, { licence: 'MIT' })).toEqual({
    apps: 2,
    tags: [
      { value: 'y', apps: 2 },
      { value: 'x', apps: 1 },
    ],
    licences: [{ value: 'MIT', apps: 2 }],
    authors: [{ value: 'Ada', apps: 1 }],
  });
});

it('orders by downloads, once they are ranked', async () => {
  const [tenantId, other] = [newId(), newId()];
  const [few = '', many = '', none = ''] = await add(tenantId, [{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  const [foreign = ''] = await add(other, [{ name: 'a' }]);
  for (const [tenant, app, downloads] of [
    [tenantId, few, 2],
    [tenantId, many, 30],
    [tenantId, many, 40],
    [other, foreign, 9],
  ] as const) {
    const version = newId();
    await runSql(
      database.adminUrl,
      `insert into catalog.versions (tenant_id, id, app_id, version, state) values ('${tenant}', '${version}', '${app}', '${version.slice(-12)}', 'published');
       insert into catalog.download_counts values ('${tenant}', '${version}', current_date, '${app}', ${downloads})`,
    );
  }
  const signal = new AbortController().signal;
  const rank = () => new RankDownloads(database.database).run({ tenantId: newId() }, { signal });
  expect([await rank(), await rank()]).toEqual([{ ranked: 3 }, { ranked: 0 }]);
  expect(await walk(tenantId, { sort: '-downloads' })).toEqual([many, few, none]);
  expect(await apps.bySlug(tenantId, many)).toMatchObject({ downloads: 70 });
  expect(await apps.bySlug(other, foreign)).toMatchObject({ downloads: 9 });
});

it('ranks every app that was downloaded, of which a call takes a few', async () => {
  const tenantId = newId();
  await add(
    tenantId,
    Array.from({ length: 405 }, (_, i) => ({ name: `App ${i}` })),
  );
  await runSql(
    database.adminUrl,
    `insert into catalog.versions (tenant_id, id, app_id, version, state)
       select tenant_id, id, id, '1.0.0', 'published' from catalog.apps where tenant_id = '${tenantId}';
     insert into catalog.download_counts select tenant_id, id, current_date, id, 7 from catalog.apps where tenant_id = '${tenantId}'`,
  );
  const job = new RankDownloads(database.database);
  expect(await job.run({ tenantId: newId() }, new AbortController())).toEqual({ ranked: 405 });
});

it('suggests names and slugs that begin with what is typed', async () => {
  const tenantId = newId();
  await add(tenantId, [
    { name: 'Écureuil' },
    { name: 'École' },
    { name: 'Zèbre' },
    ...Array.from({ length: 12 }, (_, i) => ({ name: `Ecran ${i}` })),
  ]);
  expect((await search.suggest(tenantId, 'ÉCU')).map(({ name }) => name)).toEqual(['Écureuil']);
  expect(await search.suggest(tenantId, 'ec')).toHaveLength(10);
  for (const nothing of ['%', ' ', '\u0301']) expect(await search.suggest(tenantId, nothing)).toEqual([]);
});

it('shows no tenant another’s apps, whatever is asked', async () => {
  const [mine, theirs] = [newId(), newId()];
  const own = await add(
    mine,
    words.map((name) => ({ name, tags: ['react'], licence: 'MIT', author: 'Ada' })),
  );
  await add(
    theirs,
    words.flatMap((name) => [{ name, tags: ['react'], licence: 'MIT', author: 'Eve' }, { name: `${name}s` }]),
  );
  for (const asked of [
    ...words.map((word) => ({ search: word })),
    { tag: 'react' },
    { licence: 'MIT' },
    { sort: '-downloads' as const },
    {},
  ]) {
    expect(own).toEqual(expect.arrayContaining(await walk(mine, asked)));
    const { apps: counted, authors } = await search.facets(mine, asked);
    expect(counted).toBeLessThanOrEqual(own.length);
    expect(authors.map(({ value }) => value)).not.toContain('Eve');
  }
  expect(await walk(mine, { author: 'Eve' })).toEqual([]);
  expect(await search.suggest(newId(), 'carnet')).toEqual([]);
});
