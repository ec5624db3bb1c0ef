// Real: the whole API and its worker, PostgreSQL, the storage, people who sign in. Faked: the structure and the links of accounts,
// written by SQL.
import { audited } from '../../../test/support/audit-lines.js';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import { CampusWithRosters } from '../../../test/support/campus-rosters.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';
import { rosterFields } from './roster-line.js';

let api: TestApp;
let campus: CampusCallers;
let rosters: CampusWithRosters;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());
beforeEach(async () => {
  campus = await CampusCallers.open(api);
  rosters = new CampusWithRosters(api, campus.admin, campus.tenant.id, campus.places.open);
});

const enrol = async (n: number, number: string, name: string, more: object = {}) => {
  const enrolment = { yearId: campus.places.open, programmeId: campus.programme(n).id, level: 'L1', ...more };
  const student = { number, name, email: `${number.codePointAt(0)}-${number.length}@univ.example`, enrolment };
  expect((await campus.call(campus.admin, 'POST', 'students', student)).statusCode).toBe(201);
};
const columns = Object.fromEntries(rosterFields.map((field) => [field, field]));
const numbers = (text: string) =>
  text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(';')[0]);

it('what is exported is imported without a change, also of what was archived since, and shows no formula to a spreadsheet', async () => {
  const names = ['=cmd()', "'=cmd()", "'t Hooft", 'A; "B"', '＝1', '-', "O'Neil", 'Zoe\u0301'];
  for (const [i, name] of names.entries()) await enrol(i, `${String.fromCharCode(97 + i)}1`, name);
  await enrol(0, '+33', 'Chloé', { state: 'suspended', level: 'L2' });
  await campus.sql(`update campus.programmes set archived_at = now() where id = '${campus.programme(0).id}'`);
  const exported = await rosters.export();
  expect(await audited(api, campus.tenant.id, exported.id)).toContain('campus.export.requested');
  const file = await rosters.download(exported);
  expect(file.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'cache-control': 'private, no-store',
  });
  expect(file.body.slice(0, 50)).toBe('\ufeffnumber;name;email;university;programme;level;state'.slice(0, 50));
  expect(file.body).toContain(`'+33;Chloé;43-3@univ.example;University 0;P000;L2;suspended\r\n`);
  expect(file.body).toContain(`a1;'=cmd();`);
  const id = await rosters.uploaded(file.rawPayload);
  await rosters.check(id, { columns, endMissing: true });
  const unchanged = names.length + 1;
  expect((await rosters.get(id)).counts).toEqual({ added: 0, changed: 0, unchanged, missing: 0, refused: 0 });
});

it.each([
  ['number', '12  3'],
  ['number', ' 12'],
  ['name', 'Ada\u00a0Lovelace'],
  ['name', 'Ada\nLovelace'],
  ['name', '\u200b'],
])('a %s that a roster would read otherwise is refused: %j', async (field, text) => {
  const student = { number: '1', name: 'Ada', email: 'ada@univ.example', [field]: text };
  const answer = await campus.call(campus.admin, 'POST', 'students', student);
  expect(answer.json()).toMatchObject({
    code: 'validation_failed',
    errors: [{ pointer: `/${field}`, code: 'bad_format' }],
  });
});

it('an export is narrowed to a place, and one of thousands has each number once, in order', async () => {
  await campus.sql(`insert into campus.students (tenant_id, id, number, name, name_key, email)
      select '${campus.tenant.id}', md5('s' || i)::uuid, 'N' || lpad(i::text, 5, '0'), 'N', 'n', i || '@univ.example'
      from generate_series(1, 4500) i;
    insert into campus.enrolments
        (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
      select s.tenant_id, s.id, s.id, '${campus.places.open}', p.university_id, p.ufr_id, p.id, 'L1', 'n', s.number
      from campus.students s, campus.programmes p
      where p.code = case when s.number < 'N04000' then 'P000' else 'P100' end`);
  const all = Array.from({ length: 4500 }, (_, i) => `N${String(i + 1).padStart(5, '0')}`);
  expect(numbers((await rosters.download(await rosters.export())).body)).toEqual(all);
  const { universityId: university, ufrId: ufr, id: programme } = campus.programme(4);
  for (const chosen of [{ university }, { ufr }, { programme }]) {
    expect(numbers((await rosters.download(await rosters.export(chosen))).body)).toEqual(all.slice(3999));
  }
});

it('staff export their places, and download what is of these places alone', async () => {
  await enrol(0, 'a', 'Ada');
  await enrol(4, 'z', 'Zoé');
  const { universityId, ufrId } = campus.programme(0);
  const [here, beside] = [await campus.staff(universityId, ufrId), await campus.staff(universityId)];
  const theirs = await rosters.export({}, here);
  expect(numbers((await rosters.download(theirs, here)).body)).toEqual(['a']);
  expect((await rosters.download(theirs)).statusCode).toBe(200);
  expect((await rosters.download(theirs, beside)).json().code).toBe('roster_not_found');
  expect((await rosters.download(await rosters.export(), here)).json().code).toBe('roster_not_found');
  const year = campus.places.open;
  const professor = await campus.professor(campus.subject(0));
  const asked = await campus.call(professor, 'POST', 'rosters/exports', { year });
  expect([asked.statusCode, asked.json().code]).toEqual([403, 'students_read_only']);
  const stranger = await CampusCallers.open(api);
  expect((await rosters.download(theirs, stranger.admin)).json().code).toBe('roster_not_found');
  await campus.sql(`delete from campus.staff_places where staff_id = '${here.rowId}'`);
  expect((await rosters.download(theirs, here)).json().code).toBe('roster_not_found');
});
