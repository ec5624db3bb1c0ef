// Real: PostgreSQL. Faked: nothing.
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { normaliseText, sortKey } from './index.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const charactersOf = (kind: RegExp) =>
  Array.from({ length: 0x10ffff }, (_, i) => i + 1).filter((i) => kind.test(String.fromCodePoint(i)));

it('folds every character as normaliseText does', async () => {
  const folded = await runSql<{ i: number; folded: string }>(
    database.appUrl,
    `select i, platform.folded(chr(i)) as folded from generate_series(1, 1114109) i
      where i not between 55296 and 57343 and unicode_assigned(chr(i))`,
  );
  expect(folded.length).toBeGreaterThan(200_000);
  const others = folded.filter(({ i, folded }) => normaliseText(String.fromCodePoint(i)) !== folded);
  expect(others.map(({ i }) => i.toString(16))).toEqual([]);
});

it('drops every character of category Cf, and cuts no word at a mark', async () => {
  const wrong = await runSql<{ i: number }>(
    database.appUrl,
    `select i from unnest(array[${charactersOf(/\p{Cf}|\p{M}/u)}]) i where unicode_assigned(chr(i))
      and trim(platform.searchable('a' || chr(i) || 'a')) ~ ' ' and chr(i) !~ ('[' || platform.unspaced() || ']')
      or i = any (array[${charactersOf(/\p{Cf}/u)}]) and platform.plain(chr(i)) <> ''`,
  );
  expect(wrong.map(({ i }) => i.toString(16))).toEqual([]);
});

it('makes the sort keys that sortKey makes', async () => {
  const letters = [...'aÉßŒıςΣ\u0301\u093c\u0327 \t\u2003東กี่𠮷İﷺ\u{1f3fd}क्ष'];
  const names = Array.from({ length: 1000 }, (_, n) =>
    Array.from(
      { length: 1 + ((n * 7) % 300) },
      (_, i) => letters[(n * 31 + i * i * (n % 13) + i) % letters.length],
    ).join(''),
  );
  const keys = await runSql<{ key: string }>(
    database.appUrl,
    `select platform.sort_key(name) as key from json_array_elements_text('${JSON.stringify(names)}') with ordinality as n (name, i)
      order by i`,
  );
  expect(keys.map(({ key }) => key)).toEqual(names.map(sortKey));
});

it.each([
  ['L’été, Mar\u00adtin ПЁТР!', 'l ete martin петр '],
  ['我买了iPhone手机。', ' 我买了 iphone 手机 '],
  ['電卓デンワ・カア', ' 電卓テンワ カア '],
  ['ที่นี่ ดี', ' ที่นี่ ดี '],
  ['विश्वनाथ தமிழ்ச்செல்வன்', 'विश्वनाथ தமிழ்ச்செல்வன்'],
])('cuts %s into words', async (text, words) => {
  expect(await runSql(database.appUrl, `select platform.searchable('${text}' collate "C") as words`)).toEqual([
    { words },
  ]);
});

const one = async <Value>(sql: string) =>
  (await runSql<{ one: Value }>(database.adminUrl, `select ${sql} as one`))[0]?.one;
const letters = (from: number, count: number) =>
  String.fromCodePoint(...Array.from({ length: count }, (_, i) => from + i));

it('finds a text by pairs, by the last letter of each run and by the run', async () => {
  expect(await one('platform.pieces_of($$ 東京都 a 山 $$)')).toBe("'京都':2 '山':5 '東京':1 '東京都' '都':3");
  expect(await one('platform.pieces_of($$ no such letters $$)')).toBe('');
});

it('finds every part of up to 200 letters of a run that is longer than a word of an index', async () => {
  const run = letters(0x4e00, 1601);
  const lost = await runSql(
    database.adminUrl,
    `select at from (select platform.pieces_of('${run}') as pieces offset 0) p, generate_series(1, 1402) at,
      lateral (select array[substr('${run}', at, 300)] as words) w
      where not pieces @@ platform.query_of(words, 1, 'simple') or not platform.has_runs(pieces, platform.runs_of(words))`,
  );
  expect(lost).toEqual([]);
});

it.each([
  [19_998, true],
  [19_999, false],
])('of a text with %i letters before it, finds a word in the first 20,000: %s', async (before, found) => {
  const text = `${letters(0x4e00, 100).repeat(200).slice(0, before)}山川`;
  expect(await one(`platform.pieces_of('${text}') @@ '山川'`)).toBe(found);
});

it.each([
  ['ipho', "'ipho':*"],
  ['iphone 手', "'iphone' & '手':*"],
  ['手 ipho', "'ipho':* & '手':*"],
  ['手机 ip', "'ip' & '手机'"],
  ['東京都', "'東京' & '京都'"],
  ['', null],
])('asks for %s', async (words, query) => {
  expect(await one(`platform.query_of(string_to_array('${words}', ' '), 3, 'simple')`)).toBe(query);
});
