// Real: PostgreSQL with its triggers and row level security, the service. Faked: the scopes of callers; students and structure,
// written by SQL.
import type { Caller } from '#platform/access';
import type { Audit } from '#platform/audit';
import { newId } from '#platform/ids';
import { makeCampusPlaces } from '../../../test/support/campus-places.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import type { Scopes } from '../scopes/scopes.js';
import { StudentsService } from './students.service.js';

const tenantId = newId();
let database: TestDatabase;
let students: StudentsService;

/** More than are read of a word at first, and more than twice as many. */
const COUNT = 7000;
/** Everybody's name begins alike; half have a second name, and some a third in Russian. */
const names = (i: number) => ['Common', ...(i % 2 ? ['Second'] : []), ...(i % 100 ? [] : ['Толстой']), `Rare${i % 70}`];

beforeAll(async () => {
  database = await testDatabase();
  students = new StudentsService(
    database.database,
    { of: async () => ({ kind: 'tenant' }) } as unknown as Scopes,
    {} as Audit,
  );
  const { programmes, open } = await makeCampusPlaces(database.ownerUrl, tenantId, 1);
  const [programme] = programmes;
  const rows = Array.from({ length: COUNT }, (_, i) => `('${newId()}'::uuid, '${names(i).join(' ')}', ${i})`);
  await runSql(
    database.ownerUrl,
    `set app.tenant_id = '${tenantId}';
    insert into campus.students (tenant_id, id, name, name_key, email, number)
      select '${tenantId}', id, name, lower(name), 'p' || i || '@etu.example', i from (values ${rows.join(',')}) as s (id, name, i);
    insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
      select tenant_id, id, id, '${open}', '${programme?.universityId}', '${programme?.ufrId}', '${programme?.id}', 'L1', name_key, number
      from campus.students`,
  );
});
afterAll(() => database.close());

const all = Array.from({ length: COUNT }, (_, i) => i);
it.each([
  ['a word of everybody', 'common', () => true],
  ['two words of everybody', 'example etu', () => true],
  ['a misspelled word of everybody', 'comnon', () => true],
  ['a word of everybody with one of half', 'second common', (i: number) => i % 2 === 1],
  ['misspelled words of many', 'secnod commmon', (i: number) => i % 2 === 1],
  ['a word of many with a rare one', 'common rare7 second', (i: number) => i % 70 === 7],
  ['a rare word with a misspelled one of many', 'rare7 seconde', (i: number) => i % 70 === 7],
  ['the beginnings of words', 'co se ra', (i: number) => i % 2 === 1],
  ['a misspelled word in another script', 'талстой', (i: number) => i % 100 === 0],
  ['a word that nobody has', 'common second nobody', () => false],
])('a search for %s finds who has it', async (_, search, has) => {
  const { page } = await students.list({ tenantId } as Caller, { search, page: 1 });
  expect(page.totalItems).toBe(all.filter(has).length);
});

/** A letter of each of many blocks of Unicode. */
const blocks = Array.from({ length: 2000 }, (_, i) => String.fromCodePoint(0x180 + 128 * i)).filter((letter) =>
  /[\p{Ll}\p{Lo}]/u.test(letter),
);
it.each([
  ['of 30 letters a to z', 'a'.repeat(30), 1500, 2000],
  ['of 30 letters with some of two other Latin blocks', `øł${'a'.repeat(28)}`, 5000, 8000],
  ['of 30 Cyrillic letters', 'ж'.repeat(30), 4000, 8000],
  ['of six letters of two blocks', '\u1100\u1161\u11a8'.repeat(2), 2000, 8000],
  ['of six letters of three blocks', `${'\u1100\u11a8'.repeat(2)}\u4e00\uac00`, 2000, 4000],
  ['of 30 letters of 30 blocks', blocks.slice(0, 30).join(''), 0, 0],
  ['of 30 letters of a large block', '\u4e00'.repeat(30), 0, 0],
])('for a word %s a bounded number of spellings is tried', async (_, word, least, most) => {
  const [{ count } = { count: -1 }] = await runSql<{ count: number }>(
    database.ownerUrl,
    `select count(*)::int from campus.words_near('${word}')`,
  );
  expect(count).toBeGreaterThanOrEqual(least);
  expect(count).toBeLessThanOrEqual(most);
});
