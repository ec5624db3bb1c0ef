// Real: the whole API, PostgreSQL, people who sign in. Faked: universities and students, whom SQL wrote.
import { newId } from '#platform/ids';
import { audited, auditLines } from '../../../test/support/audit-lines.js';
import { CampusCallers, told } from '../../../test/support/campus-callers.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let campus: CampusCallers;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());
beforeEach(async () => {
  campus = await CampusCallers.open(api);
});

const at = (n: number, level = 'L1') => ({ programmeId: campus.programme(n).id, level });
const path = (n: number, level: string) => `programmes/${campus.programme(n).id}/passage-rules/${level}`;
async function put(n: number, level: string, rule: object, by = campus.admin) {
  const answer = await campus.call(by, 'PUT', path(n, level), rule);
  return { status: answer.statusCode, ...answer.json() };
}
const listed = async (query = '') => (await campus.call(campus.admin, 'GET', `passage-rules${query}`)).json().data;

it('rules say where who passes goes, and who repeats; a cycle may end', async () => {
  const first = { ...at(0), pass: at(0, 'L2'), repeat: at(0) };
  expect(await put(0, 'L1', { pass: at(0, 'L2') })).toEqual({ status: 200, ...first });
  const second = { ...at(0, 'L2'), pass: null, repeat: at(1) };
  expect(await put(0, 'L2', { pass: null, repeat: at(1) })).toMatchObject(second);
  await put(1, 'L1', { pass: at(2) });
  expect(await listed(`?programme=${campus.programme(0).id}`)).toEqual([first, second]);
  expect(await listed()).toHaveLength(3);
  expect(await put(0, 'L1', { pass: null })).toMatchObject({ pass: null });
  const audited = await runSql(
    api.database.adminUrl,
    `select from ${auditLines} where tenant_id = '${campus.tenant.id}' and action = 'campus.passage-rule.set'`,
  );
  expect(audited).toHaveLength(4);
});

it('rules that lead in a circle, to what is archived or to nothing are refused by name', async () => {
  await put(0, 'L1', { pass: at(0, 'L2') });
  await put(0, 'L2', { pass: at(1) });
  const circle = { status: 409, code: 'rules_in_a_circle' };
  expect(await put(1, 'L1', { pass: at(0) })).toMatchObject(circle);
  expect(await put(2, 'L1', { pass: at(2) })).toMatchObject(circle);
  expect(await put(1, 'L1', { pass: at(1, 'L2'), repeat: at(0) })).toMatchObject({ status: 200 });
  await campus.sql(`update campus.programmes set archived_at = now() where id = '${campus.programme(3).id}'`);
  expect(await put(1, 'L2', { pass: at(3) })).toMatchObject({ status: 409, code: 'is_archived' });
  expect(await put(1, 'L2', { pass: null, repeat: at(3) })).toMatchObject({ status: 409, code: 'is_archived' });
  expect(await put(3, 'L1', { pass: at(1) })).toMatchObject({ status: 200 });
  const unoffered = { status: 422, code: 'level_not_offered' };
  expect(await put(1, 'L2', { pass: at(2, 'M1') })).toMatchObject(unoffered);
  expect(await put(1, 'M1', { pass: at(2) })).toMatchObject(unoffered);
  const unknown = { programmeId: newId(), level: 'L1' };
  expect(await put(1, 'L2', { pass: unknown })).toMatchObject({
    code: 'unknown_place',
    errors: [{ pointer: '/pass/programmeId' }],
  });
  const { statusCode } = await campus.call(campus.admin, 'PUT', `programmes/${newId()}/passage-rules/L1`, {
    pass: null,
  });
  expect(statusCode).toBe(404);
  const staff = await campus.staff(campus.programme(0).universityId);
  expect(await put(1, 'L2', { pass: null }, staff)).toMatchObject({ status: 403 });
});

it('rules are listed to admins, staff and professors, and to no editor or key besides', async () => {
  await put(0, 'L1', { pass: null });
  const { universityId } = campus.programme(0);
  for (const by of [await campus.staff(universityId), await campus.professor(campus.subject(4))])
    expect((await campus.call(by, 'GET', 'passage-rules')).json().data).toHaveLength(1);
  const made = { kind: 'secret', name: 'A key', scopes: ['campus.edit'] };
  const headers = { authorization: `Bearer ${campus.admin.token}` };
  const { key } = (await api.inject({ method: 'POST', url: '/v1/keys', headers, payload: made })).json();
  for (const by of [await signedIn(api, campus.tenant, 'editor'), { ...campus.admin, token: key }])
    expect(await told(campus.call(by, 'GET', 'passage-rules'))).toEqual([403, 'no_campus_scope']);
});

it('of two rules that make a circle together, and come at once, one is refused', async () => {
  const lock = `select pg_advisory_xact_lock(hashtextextended('campus.passage-rules.${campus.tenant.id}', 0))`;
  await using held = await heldTransaction(api.database.adminUrl, lock);
  const both = Promise.all([put(0, 'L1', { pass: at(1) }), put(1, 'L1', { pass: at(0) })]);
  await held.blocks(2);
  await held.commit();
  expect((await both).map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('staff decide about who is enrolled in their places, for a year that has begun', async () => {
  const [mine, other] = [await campus.student(0), await campus.student(4)];
  const staff = await campus.staff(campus.programme(0).universityId);
  const decide = async (studentId: string, yearId: string, by = staff, decision = 'pass') => {
    const answer = await campus.call(by, 'PUT', `students/${studentId}/passage-decision`, { yearId, decision });
    return { status: answer.statusCode, ...answer.json() };
  };
  const { open: yearId, closed } = campus.places;
  expect(await decide(mine.rowId, yearId)).toMatchObject({ status: 200, studentId: mine.rowId, decision: 'pass' });
  expect(await decide(mine.rowId, yearId, staff, 'repeat')).toMatchObject({ status: 200, decision: 'repeat' });
  expect(await audited(api, campus.tenant.id, mine.rowId)).toEqual(Array(2).fill('campus.passage.decided'));
  for (const [studentId, year] of [
    [other.rowId, yearId],
    [mine.rowId, closed],
    [newId(), yearId],
  ] as const)
    expect(await decide(studentId, year)).toMatchObject({ status: 404, code: 'enrolment_not_found' });
  expect(await decide(mine.rowId, newId())).toMatchObject({ status: 404, code: 'not_in_structure' });
  const professor = await campus.professor(campus.subject(0));
  expect(await decide(mine.rowId, yearId, professor)).toMatchObject({ status: 403, code: 'students_read_only' });
  expect(await decide(mine.rowId, yearId, mine)).toMatchObject({ status: 403 });
  await campus.sql(`update campus.years set state = 'preparing' where id = '${yearId}'`);
  expect(await decide(mine.rowId, yearId)).toMatchObject({ status: 409, code: 'year_not_begun' });
});
