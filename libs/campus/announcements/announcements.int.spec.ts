// Real: the whole API and its worker, PostgreSQL, people who sign in. Faked: the structure and the people of the universities, which
// SQL wrote.
import { newId } from '#platform/ids';
import { auditLines } from '../../../test/support/audit-lines.js';
import { CampusCallers, told } from '../../../test/support/campus-callers.js';
import type { SignedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let campus: CampusCallers;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());
beforeEach(async () => {
  campus = await CampusCallers.open(api);
});

const post = (by: SignedIn, placeId: string | null, level?: string) =>
  campus.call(by, 'POST', 'announcements', { placeId, level, title: 'Exam', body: 'On *Monday*' });
const listed = async (by: SignedIn): Promise<string[]> =>
  (await campus.call(by, 'GET', 'announcements')).json().data.map(({ id }: { id: string }) => id);
const notified = async (by: SignedIn): Promise<object[]> =>
  (await campus.call(by, 'GET', 'notifications')).json().data.map(({ aboutId }: { aboutId: string }) => aboutId);

it('the students of a place are notified, and read it; those of another level or place do not', async () => {
  const { id: programmeId, universityId, ufrId } = campus.programme(0);
  const staff = await campus.staff(universityId);
  const [first, second] = [await campus.student(0), await campus.student(0, 'L2')];
  const [beside, elsewhere] = [await campus.student(1), await campus.student(4)];
  const made = (await post(staff, ufrId, 'L1')).json();
  expect(made).toMatchObject({
    ...{ yearId: campus.places.open, universityId, ufrId, programmeId: null, level: 'L1', authorId: staff.id },
    ...{ authorName: 'Name', title: 'Exam', body: 'On *Monday*' },
  });
  const whole = (await post(staff, universityId)).json().id;
  const everywhere = (await post(campus.admin, null)).json().id;
  const here = (await post(staff, programmeId, 'L2')).json().id;
  const expected: [SignedIn, string[]][] = [
    [first, [everywhere, whole, made.id]],
    [second, [here, everywhere, whole]],
    [beside, [everywhere, whole, made.id]],
    [elsewhere, [everywhere]],
  ];
  for (const [student, ids] of expected) {
    expect(await listed(student)).toEqual(ids);
    await until(async () => (await notified(student)).length === ids.length);
    expect((await notified(student)).toSorted()).toEqual(ids.toSorted());
  }
  expect(await told(campus.call(second, 'GET', `announcements/${made.id}`))).toEqual([404, 'announcement_not_found']);
  expect((await campus.call(first, 'GET', `announcements/${made.id}`)).json()).toEqual(made);
  await campus.sql(`update campus.years set state = 'closed'`);
  expect(await listed(first)).toEqual([]);
  expect(await told(post(campus.admin, null))).toEqual([409, 'no_open_year']);
});

it('staff announce in their places, professors to a level that they teach, and students nowhere', async () => {
  const { id: programmeId, universityId, ufrId } = campus.programme(0);
  const [whole, part] = [await campus.staff(universityId), await campus.staff(universityId, ufrId)];
  const professor = await campus.professor(campus.subject(0));
  const unknown = [422, 'unknown_place'];
  const [other, above] = [campus.programme(4), campus.programme(2)];
  for (const [by, place, level] of [
    [whole, other.universityId],
    [whole, null],
    [part, universityId],
    [part, above.ufrId],
    [part, above.id],
    [professor, programmeId],
    [professor, programmeId, 'L2'],
    [professor, ufrId, 'L1'],
    [professor, null, 'L1'],
    [campus.admin, newId()],
  ] as const)
    expect([place, level, ...(await told(post(by, place, level)))]).toEqual([place, level, ...unknown]);
  for (const [by, place, level] of [
    [whole, universityId],
    [whole, above.ufrId],
    [part, ufrId],
    [part, programmeId, 'L2'],
    [professor, programmeId, 'L1'],
    [campus.admin, null],
  ] as const)
    expect([place, level, ...(await told(post(by, place, level)))]).toEqual([place, level, 201, undefined]);
  expect(await told(post(await campus.student(0), programmeId, 'L1'))).toEqual([403, 'forbidden']);
  await campus.sql(`update campus.universities set archived_at = now() where id = '${universityId}'`);
  for (const place of [universityId, ufrId, programmeId])
    expect(await told(post(campus.admin, place))).toEqual(unknown);
  await campus.sql(`update campus.ufrs set archived_at = now() where id = '${other.ufrId}'`);
  for (const place of [other.ufrId, other.id]) expect(await told(post(campus.admin, place))).toEqual(unknown);
});

it('is deleted by its author and by admins, and leaves a line in the audit log', async () => {
  const { universityId } = campus.programme(0);
  const [staff, colleague] = [await campus.staff(universityId), await campus.staff(universityId)];
  const [first, second] = [(await post(staff, universityId)).json().id, (await post(staff, universityId)).json().id];
  const remove = (by: SignedIn, id: string) => told(campus.call(by, 'DELETE', `announcements/${id}`));
  expect(await remove(colleague, first)).toEqual([403, 'announcement_of_another']);
  expect(await remove(await campus.staff(campus.programme(4).universityId), first)).toEqual([
    404,
    'announcement_not_found',
  ]);
  expect(await remove(staff, first)).toEqual([204, undefined]);
  const both = await Promise.all([remove(campus.admin, second), remove(campus.admin, second)]);
  expect(both.toSorted()).toEqual([
    [204, undefined],
    [404, 'announcement_not_found'],
  ]);
  const lines = await campus.sql<{ action: string; id: string }>(
    `select action, target_id as id from ${auditLines} where action like 'campus.announcement.%' order by audit_lines.id`,
  );
  const ofEach = (id: string) => lines.filter((line) => line.id === id).map(({ action }) => action);
  for (const id of [first, second])
    expect(ofEach(id)).toEqual(['campus.announcement.made', 'campus.announcement.deleted']);
});

it('one user makes 30 an hour', async () => {
  const staff = await campus.staff(campus.programme(0).universityId);
  const make = () => post(staff, campus.programme(0).id);
  for (let made = 0; made < 30; made += 1) expect((await make()).statusCode).toBe(201);
  const refused = await make();
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_announcements']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await post(campus.admin, campus.programme(0).id)).statusCode).toBe(201);
  await campus.sql(`update campus.announcements set created_at = created_at - interval '1 hour'`);
  expect((await make()).statusCode).toBe(201);
});

it('stays without its author when the author is erased', async () => {
  const { universityId } = campus.programme(0);
  const staff = await campus.staff(universityId);
  const { id } = (await post(staff, universityId)).json();
  await campus.erase(staff);
  expect((await campus.call(campus.admin, 'GET', `announcements/${id}`)).json()).toMatchObject({
    ...{ authorId: null, authorName: null, title: 'Exam' },
  });
});
