// Real: PostgreSQL. Faked: nothing.
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { normaliseText } from './index.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

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

it.each([
  ['L’été, Mar\u00adtin ПЁТР!', 'l ete martin петр '],
  ['我买了iPhone手机。', ' 我买了 iphone 手机 '],
  ['電卓デンワ・カア', ' 電卓テンワ カア '],
  ['ที่นี่ ดี', ' ที่นี่ ดี '],
])('cuts %s into words', async (text, words) => {
  expect(await runSql(database.appUrl, `select platform.searchable('${text}' collate "C") as words`)).toEqual([
    { words },
  ]);
});
