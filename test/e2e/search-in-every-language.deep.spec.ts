// Real: PostgreSQL with its functions, triggers and row level security, the migrations. Faked: nothing; the texts are made here.
import { type Change, type Migration, migrate } from '#platform/database';
import { newId } from '#platform/ids';
import { sortKey } from '#platform/text-normalisation';
import { PlatformPlainNames1763700008520 } from '../../migrations/1763700008520-platform-plain-names.js';
import { CampusWordsWithoutSpaces1763700008521 } from '../../migrations/1763700008521-campus-words-without-spaces.js';
import { FeedsWordsWithoutSpaces1763700008522 } from '../../migrations/1763700008522-feeds-words-without-spaces.js';
import { CatalogWordsWithoutSpaces1763700008523 } from '../../migrations/1763700008523-catalog-words-without-spaces.js';
import { migrations } from '../../migrations/index.js';
import { runSql } from '../support/sql.js';
import { type TestDatabase, testDatabase } from '../support/test-database.js';
import { unspacedTexts, unspacedWords } from '../support/unspaced-words.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function newTenant(): Promise<string> {
  const id = newId();
  await runSql(
    database.ownerUrl,
    `insert into tenants.tenants (id, slug, name, name_key, search_text, product, plan)
      values ('${id}', 't${id}', 'Işık', 'ışık', 'ışık', 'etude-line', 'free')`,
  );
  return id;
}
const as = (url: string, tenantId: string, sql: string) =>
  runSql<{ text: string }>(url, `set app.tenant_id = '${tenantId}'; ${sql}`);
/** Rows for SQL of texts, each with an id and a number. */
const rowsOf = (texts: readonly string[]) =>
  `(values ${texts.map((text, i) => `('${newId()}'::uuid, '${text}', '${sortKey(text)}', ${i})`)}) as t (id, text, key, i)`;

const repeated: Migration[] = [];
async function migrateAgain(again: Change): Promise<void> {
  repeated.push({ ...again, name: `Again${1763700099000 + repeated.length}` });
  await migrate(database.ownerUrl, [...migrations, ...repeated]);
}

interface Place {
  /** Writes rows with these texts. */
  fill(tenantId: string, texts: readonly string[]): string;
  /** Selects the texts of the rows that a search finds. */
  find(word: string): string;
  /** Selects the texts of all rows. */
  readonly all: string;
  /** Leaves rows as they were written before words without spaces were found. */
  readonly former: string;
  readonly migration: Change;
}

const places: Record<string, Place> = {
  campus: {
    fill: (tenantId, texts) => `insert into campus.students (tenant_id, id, name, name_key, email, number)
      select '${tenantId}', id, text, key, 'x' || i || '@etu.example', i from ${rowsOf(texts)}`,
    find: (word) => `select name as text from campus.students
      where id in (select campus.find_students(array[trim(platform.searchable('${word}'))]))`,
    all: 'select name as text from campus.students',
    former: `delete from campus.student_words w where not exists (select from campus.students s
      where s.id = w.student_id and w.word = any (string_to_array(s.name_key, ' ')))`,
    migration: CampusWordsWithoutSpaces1763700008521,
  },
  feeds: {
    fill: (tenantId, texts) => `insert into feeds.subscriptions (tenant_id, id, url, title)
        values ('${tenantId}', '${tenantId}', 'https://feed.example/', 'Feed');
      insert into feeds.posts
          (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, search)
        select '${tenantId}', id, '${tenantId}', text, '', '', '{}', '[]', now(), '', feeds.search_of('', '', '{}', text)
        from ${rowsOf(texts)}`,
    find: (word) =>
      `select title as text from feeds.posts where id in (select feeds.chosen_posts(null, null, '${word}'))`,
    all: 'select title as text from feeds.posts',
    former: `update feeds.posts set search = strip(to_tsvector('simple', title))`,
    migration: FeedsWordsWithoutSpaces1763700008522,
  },
  store: {
    fill: (
      tenantId,
      texts,
    ) => `insert into catalog.apps (tenant_id, id, slug, name, name_key, summary, description, author, version, tags)
      select '${tenantId}', id, id, 'App ' || i, 'app ' || i, case when i % 3 = 0 then text else '' end,
        case when i % 3 > 0 then text else '' end, lead(text) over (order by i), '1.0.0', '{}' from ${rowsOf(texts)}`,
    find: (word) => `select case when summary = '' then description else summary end as text from catalog.apps
      where id in (select app_id from catalog.search_apps('${word}', null, false, 'score', true, null, null, 300, 0))`,
    all: `select case when summary = '' then description else summary end as text from catalog.apps`,
    former: `update catalog.search_entries e set head = to_tsvector('simple', a.summary),
      document = strip(to_tsvector('simple', a.summary || ' ' || a.description)) from catalog.apps a where a.id = e.app_id`,
    migration: CatalogWordsWithoutSpaces1763700008523,
  },
};

it.each(Object.entries(places))(
  'finds in %s by 200 words of seven scripts what a scan finds, in rows of before, too',
  async (_, place) => {
    const texts = unspacedTexts(300);
    const tenants = [await newTenant(), await newTenant()];
    for (const tenantId of tenants) await as(database.ownerUrl, tenantId, place.fill(tenantId, texts));
    let hits = 0;
    const findsAsScanned = async (words: readonly string[]) => {
      for (const word of words) {
        const expected = await as(
          database.ownerUrl,
          tenants[0] as string,
          `select * from (${place.all}) as all_rows
            where strpos(platform.searchable(text), trim(platform.searchable('${word}'))) > 0`,
        );
        const found = await as(database.appUrl, tenants[0] as string, place.find(word));
        hits += expected.length;
        const sorted = (rows: readonly { text: string }[]) => rows.map(({ text }) => text).sort();
        expect([word, sorted(found)]).toEqual([word, sorted(expected)]);
      }
    };
    const words = unspacedWords(200);
    await findsAsScanned(words);
    expect(hits).toBeGreaterThan(1000);
    for (const tenantId of tenants) await as(database.adminUrl, tenantId, place.former);
    await expect(findsAsScanned(words)).rejects.toThrow('toEqual');
    await migrateAgain(place.migration);
    await findsAsScanned(words);
  },
);

it('finds names of before as they are read now, and leaves a second one of the same key', async () => {
  await newTenant();
  const tenantId = await newTenant();
  const former = ['Işıl', 'कृष्ण', 'צ׳רלי', 'Вася'];
  await as(
    database.ownerUrl,
    tenantId,
    `insert into campus.students (tenant_id, id, name, name_key, email, number)
      select '${tenantId}', id, text, text, 'x' || i || '@etu.example', i from ${rowsOf(former)};
    delete from campus.student_words;
    insert into campus.student_words (tenant_id, student_id, word) select tenant_id, id, lower(name) from campus.students;
    insert into campus.universities (tenant_id, id, name, name_key) values
      ('${tenantId}', '${newId()}', 'Isil', 'isil'), ('${tenantId}', '${newId()}', 'Işıl', 'ışıl')`,
  );
  await migrateAgain(PlatformPlainNames1763700008520);
  await migrateAgain(CampusWordsWithoutSpaces1763700008521);
  for (const [at, words] of [['isil'], ['कृष्ण'], ['רלי', 'צ'], ['вася']].entries())
    for (const word of words)
      expect(await as(database.appUrl, tenantId, (places.campus as Place).find(word))).toEqual([{ text: former[at] }]);
  const students = 'select name_key as text from campus.students where tenant_id =';
  expect(await as(database.ownerUrl, tenantId, `${students} '${tenantId}' order by number`)).toEqual(
    former.map((name) => ({ text: sortKey(name) })),
  );
  const keys = await as(
    database.ownerUrl,
    tenantId,
    `select name_key as text from campus.universities
      union all select search_text from tenants.tenants where id = '${tenantId}' order by 1`,
  );
  expect(keys.map(({ text }) => text)).toEqual([`isik\nt${tenantId}`, 'isil', 'ışıl']);
});
