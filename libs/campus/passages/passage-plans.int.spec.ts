// Real: the whole API and its worker, PostgreSQL, people who sign in. Faked: universities and students, whom SQL wrote.
import { newId } from '#platform/ids';
import { CampusPassages, type ShownLine } from '../../../test/support/campus-passages.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let of: CampusPassages;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());
beforeEach(async () => {
  of = await CampusPassages.open(api);
});

/** Passing from the first level of the first programme to its second. */
const passes = { at: [0, 'L1'], decision: 'pass' } as const;
const shown = async (id: string, query = '') =>
  (await of.lines(id, query)).map(({ number, destination, problem, state }) =>
    [number, destination?.level ?? null, problem, state].join(' '),
  );

it('a plan lists students by destination with counts, is changed by hand, applied, and undone', async () => {
  await of.rule([0, 'L1'], [0, 'L2']);
  await of.rule([0, 'L2'], null);
  const students = await of.enrol([
    passes,
    { at: [0, 'L1'], decision: 'repeat' },
    { at: [0, 'L2'], decision: 'pass' },
    { at: [0, 'L1'], decision: 'leave' },
    { at: [0, 'L1'] },
    { at: [1, 'L1'], decision: 'pass' },
    { ...passes, state: 'left' },
    { ...passes, ahead: true },
  ]);
  const id = await of.planned();
  expect(await shown(id)).toEqual([
    '1 L2  planned',
    '2 L1  planned',
    '3   planned',
    '4   planned',
    '5  undecided planned',
    '6  no_rule planned',
    '8 L2 enrolled planned',
  ]);
  expect(await of.enrolled()).toEqual(['8 P000 L1 1']);
  expect(await of.except(id, students[4] as string, [1, 'L2'])).toMatchObject({
    destination: of.place([1, 'L2']),
    reason: 'By the jury',
    problem: null,
  });
  const { counts, state } = await of.get(id);
  expect([state, { ...counts, destinations: counts.destinations.length, problems: null }]).toEqual([
    'planned',
    { lines: 7, applied: 0, undone: 0, exceptions: 1, destinations: 4, problems: null },
  ]);
  expect(counts.problems).toEqual(
    expect.arrayContaining([
      { problem: 'no_rule', students: 1 },
      { problem: 'enrolled', students: 1 },
    ]),
  );
  expect(counts.destinations).toContainEqual({ programmeId: null, level: null, students: 2, repeating: 0 });
  expect(counts.destinations).toContainEqual({ ...of.place([0, 'L1']), students: 1, repeating: 1 });
  expect((await of.lines(id)).map(({ from }) => from)).toEqual([
    ...[of.place([0, 'L1']), of.place([0, 'L1']), of.place([0, 'L2']), of.place([0, 'L1']), of.place([0, 'L1'])],
    ...[of.place([1, 'L1']), of.place([0, 'L1'])],
  ]);
  expect(await shown(id, '&exception=true&sort=name')).toEqual(['5 L2  planned']);
  expect(await shown(id, '&problem=no_rule')).toEqual(['6  no_rule planned']);
  expect(await shown(id, `&programme=${of.campus.programme(0).id}&level=L1`)).toEqual(['2 L1  planned']);
  const applied = await of.worked(id, 'apply');
  expect(applied).toMatchObject({ state: 'succeeded', result: { applied: 5 } });
  const written = ['1 P000 L2 1', '2 P000 L1 1', '5 P001 L2 1', '8 P000 L1 1'];
  expect(await of.enrolled()).toEqual(written);
  expect(await of.work(id, 'apply')).toMatchObject({ status: 409, code: 'passage_plan_state' });
  expect(await of.except(id, students[4] as string, null)).toMatchObject({ status: 409, code: 'passage_plan_state' });
  await of.campus.call(of.campus.admin, 'PUT', `students/${students[1]}/enrolments/${of.next}`, of.place([2, 'L1']));
  expect(await of.worked(id, 'undo')).toMatchObject({ result: { applied: 1, undone: 4 } });
  expect(await of.enrolled()).toEqual(['2 P010 L1 2', '8 P000 L1 1']);
  expect(await shown(id, '&problem=changed')).toEqual(['2 L1 changed applied']);
  expect(await of.work(id, 'undo')).toMatchObject({ status: 409, code: 'passage_plan_state' });
});

it('two admins apply a plan at once: one operation, and the other is refused', async () => {
  await of.rule([0, 'L1'], [0, 'L2']);
  await of.enrol(Array.from({ length: 600 }, () => passes));
  const id = await of.planned();
  const answers = await Promise.all([of.work(id, 'apply'), of.work(id, 'apply')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
  expect(answers.find(({ status }) => status === 409)?.code).toBe('passage_plan_state');
  await of.ended(answers.find(({ status }) => status === 202));
  expect(await of.enrolled()).toHaveLength(600);
});

it('staff plan for their places alone, and choose destinations in them; others neither find nor list a plan', async () => {
  await of.rule([0, 'L1'], [0, 'L2']);
  const [student] = await of.enrol([passes, { at: [4, 'L1'], decision: 'pass' }]);
  const { universityId, ufrId } = of.campus.programme(0);
  const staff = await of.campus.staff(universityId, ufrId);
  const outside = { status: 422, code: 'unknown_place', errors: [{ pointer: '/placeId' }] };
  for (const place of [null, universityId, of.campus.programme(4).id, newId()])
    expect(await of.plan(place, staff)).toMatchObject(outside);
  const id = await of.planned(ufrId, staff);
  expect(await of.get(id, staff)).toMatchObject({ status: 200, counts: { lines: 1 } });
  expect(await of.except(id, student as string, [1, 'L1'], staff)).toMatchObject({ status: 200 });
  expect(await of.except(id, student as string, [4, 'L1'], staff)).toMatchObject({
    status: 422,
    code: 'unknown_place',
  });
  expect(await of.except(id, newId(), null, staff)).toMatchObject({ status: 404, code: 'student_not_found' });
  const missing = { status: 404, code: 'passage_plan_not_found' };
  const stranger = await of.campus.staff(of.campus.programme(4).universityId);
  const whole = await of.planned();
  for (const [plan, by] of [
    [id, stranger],
    [whole, staff],
  ] as const) {
    expect(await of.get(plan, by)).toMatchObject(missing);
    expect(await of.call('GET', `passage-plans/${plan}/lines`, undefined, by)).toMatchObject(missing);
    expect(await of.except(plan, student as string, null, by)).toMatchObject(missing);
    for (const what of ['apply', 'undo'] as const) expect(await of.work(plan, what, by)).toMatchObject(missing);
  }
  const professor = await of.campus.professor(of.campus.subject(0));
  expect(await of.get(id, professor)).toMatchObject({ status: 403, code: 'students_read_only' });
  expect(await of.call('GET', 'passage-plans', undefined, professor)).toMatchObject({ status: 403 });
  const listed = async (by?: SignedIn, query = '') =>
    (await of.call('GET', `passage-plans${query}`, undefined, by)).data.map((plan: { id: string }) => plan.id);
  const { open, closed } = of.campus.places;
  expect([await listed(), await listed(staff), await listed(stranger)]).toEqual([[whole, id], [id], []]);
  expect([await listed(staff, `?year=${open}`), await listed(staff, `?year=${closed}`)]).toEqual([[id], []]);
  const shownTo = async (by?: SignedIn) =>
    (await of.call('GET', 'dashboard', undefined, by)).plans.map((plan: { id: string }) => plan.id);
  expect([await shownTo(), await shownTo(staff), await shownTo(stranger)]).toEqual([[whole, id], [id], []]);
  await of.worked(whole, 'apply');
  expect([await listed(undefined, '?state=applied'), await shownTo()]).toEqual([[whole], [id]]);
});

it('plans go from a year that has begun into one that is prepared, and are undone before that opens, when students hear of it', async () => {
  const { open, closed } = of.campus.places;
  const ask = (fromYearId: string, toYearId: string) =>
    of.call('POST', 'passage-plans', { fromYearId, toYearId, placeId: null });
  expect(await ask(of.next, of.next)).toMatchObject({ status: 409, code: 'year_not_begun' });
  expect(await ask(closed, open)).toMatchObject({ status: 409, code: 'year_not_preparing' });
  expect(await ask(newId(), of.next)).toMatchObject({ status: 404, code: 'not_in_structure' });
  await of.rule([0, 'L1'], [0, 'L2']);
  await of.enrol([passes]);
  const [id, other] = [await of.planned(), await of.planned()];
  const reader = await signedIn(api, of.campus.tenant, 'member');
  await of.worked(id, 'apply');
  const stops = (state: string) =>
    of.campus.sql(`update campus.passage_plans set state = '${state}' where id = '${other}'`);
  for (const state of ['applying', 'undoing']) {
    await stops(state);
    await expect(of.openNext()).rejects.toThrow('409 passages_at_work');
  }
  await stops('planned');
  await of.campus.sql(`update campus.students set user_id = '${reader.id}' where number = '1'`);
  await of.openNext();
  const [heard] = await until(async () => {
    const { data } = await of.call('GET', 'notifications', undefined, reader);
    return data.length > 0 && data;
  });
  expect(heard).toMatchObject({ kind: 'passage-decided', aboutId: of.next, title: '2027' });
  const opened = { status: 409, code: 'year_not_preparing' };
  expect(await of.work(id, 'undo')).toMatchObject(opened);
  expect(await of.work(other, 'apply')).toMatchObject(opened);
  expect(await of.enrolled()).toEqual(['1 P000 L2 1']);
});

it('a plan is not applied where the next year opens beside the request', async () => {
  await of.rule([0, 'L1'], [0, 'L2']);
  await of.enrol([passes]);
  const id = await of.planned();
  const opens = `update campus.years set state = 'closed' where id = '${of.campus.places.open}';
    update campus.years set state = 'open' where id = '${of.next}'`;
  await using held = await heldTransaction(api.database.adminUrl, opens);
  const asked = of.work(id, 'apply');
  await held.blocks();
  await held.commit();
  expect(await asked).toMatchObject({ status: 409, code: 'year_not_preparing' });
  expect([(await of.get(id)).state, await of.enrolled()]).toEqual(['planned', []]);
});

it.each(['programme', 'ufr', 'university'] as const)(
  'a plan enrols nobody where the %s is archived beside its applying, and others elsewhere',
  async (what) => {
    await of.rule([0, 'L1'], [0, 'L2']);
    await of.rule([4, 'L1'], [4, 'L2']);
    await of.enrol([passes, { at: [4, 'L1'], decision: 'pass' }]);
    const id = await of.planned();
    const { id: programme, ufrId, universityId } = of.campus.programme(0);
    const [table, place] = {
      programme: ['programmes', programme],
      ufr: ['ufrs', ufrId],
      university: ['universities', universityId],
    }[what];
    const archives = `update campus.${table} set archived_at = now() where id = '${place}'`;
    await using held = await heldTransaction(api.database.adminUrl, archives);
    const begun = await of.work(id, 'apply');
    await held.blocks();
    await held.commit();
    expect(await of.ended(begun)).toMatchObject({ state: 'succeeded', result: { applied: 1 } });
    expect(await shown(id)).toEqual(['1 L2 archived planned', '2 L2  applied']);
    expect((await of.enrolled()).map((line) => line.split(' ')[0])).toEqual(['2']);
  },
);

it('a line does not say where a student is who left the place of the plan', async () => {
  const students = await of.enrol([passes, passes, passes]);
  const { ufrId } = of.campus.programme(0);
  const staff = await of.campus.staff(of.campus.programme(0).universityId, ufrId);
  const [id, whole] = [await of.planned(ufrId, staff), await of.planned()];
  const move = (n: number, to: readonly [number, 'L1' | 'L2']) =>
    of.call('PUT', `students/${students[n]}/enrolments/${of.campus.places.open}`, of.place(to));
  await move(0, [4, 'L2']);
  await move(1, [1, 'L2']);
  const from = async (plan: string, by?: SignedIn) =>
    (await of.call('GET', `passage-plans/${plan}/lines`, undefined, by)).data.map((line: ShownLine) => line.from);
  expect(await from(id, staff)).toEqual([null, of.place([1, 'L2']), of.place([0, 'L1'])]);
  expect((await of.except(id, students[0] as string, null, staff)).from).toBeNull();
  expect(await from(whole)).toEqual([of.place([4, 'L2']), of.place([1, 'L2']), of.place([0, 'L1'])]);
});

it('a destination that was deleted after it was chosen is not offered', async () => {
  const [student] = await of.enrol([{ at: [0, 'L1'] }]);
  const [id, { ufrId }] = [await of.planned(), of.campus.programme(0)];
  const programme = { name: 'New', code: 'NEW', levels: ['L1'], ufrId };
  const made = await of.call('POST', 'programmes', programme);
  const exception = { destination: { programmeId: made.id, level: 'L1' }, reason: 'By the jury' };
  expect(await of.call('PATCH', `passage-plans/${id}/lines/${student}`, exception)).toMatchObject({ problem: null });
  expect((await of.campus.call(of.campus.admin, 'DELETE', `programmes/${made.id}`)).statusCode).toBe(204);
  await of.worked(id, 'apply');
  expect(await shown(id)).toEqual(['1 L1 not_offered planned']);
});

it('a student who is deleted while a destination is chosen is not found', async () => {
  const [student] = await of.enrol([passes]);
  const id = await of.planned();
  const { id: programme } = of.campus.programme(1);
  const lock = `select from campus.programmes where id = '${programme}' for update`;
  await using held = await heldTransaction(api.database.adminUrl, lock);
  const chosen = of.except(id, student as string, [1, 'L1']);
  await held.blocks();
  expect((await of.campus.call(of.campus.admin, 'DELETE', `students/${student}`)).statusCode).toBe(204);
  await held.commit();
  expect(await chosen).toMatchObject({ status: 404, code: 'student_not_found' });
});
