// Real: the whole API and its worker, PostgreSQL, people who sign in, the level of degradation, at which rosters wait. Faked:
// universities and students, whom SQL wrote.
import { Degradation } from '#platform/degradation';
import type { CampusCaller } from '../../../test/support/campus-callers.js';
import { CampusPassages } from '../../../test/support/campus-passages.js';
import { callAs } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let of: CampusPassages;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
afterAll(() => api?.close());
beforeEach(async () => {
  of = await CampusPassages.open(api);
  await of.enrol([{ at: [0, 'L1'] }, { at: [4, 'L1'] }]);
});

const level = (to: number) => api.app.get(Degradation).set(to, 'test');

type Begun = { status: number; id?: string };
const decide = async (by: CampusCaller): Promise<Begun> => {
  const answer = await api.inject({
    method: 'POST',
    url: `/v1/campus/years/${of.campus.places.open}/passage-decisions`,
    headers: { authorization: `Bearer ${by.token}`, 'content-type': 'text/csv' },
    payload: 'number,decision\n1,leave\n2,leave',
  });
  return { status: answer.statusCode, ...answer.json() };
};
const works: [string, (by: CampusCaller) => Promise<Begun>][] = [
  ['decisions', decide],
  ['an export', (by) => of.call('POST', 'rosters/exports', { year: of.campus.places.open }, by)],
  ['a plan', (by) => of.plan(of.campus.programme(0).universityId, by)],
  [
    'applying a plan',
    async (by) => {
      await level(0);
      const id = await of.planned(of.campus.programme(0).universityId);
      await level(3);
      return of.work(id, 'apply', by);
    },
  ],
];
afterEach(() => level(0));

it.each(works)('%s of staff who are removed meanwhile fails, and changes nothing', async (_, begin) => {
  const staff = await of.campus.staff(of.campus.programme(0).universityId);
  await level(3);
  const begun = await begin(staff);
  expect((await of.campus.call(of.campus.admin, 'DELETE', `staff/${staff.rowId}`)).statusCode).toBe(204);
  await level(0);
  expect(await of.ended(begun)).toMatchObject({ state: 'failed', error: { code: 'no_campus_scope' } });
  const left = await of.campus.sql<{ n: number }>(`select
    (select count(*) from campus.passage_decisions) + (select count(*) from campus.exports)
    + (select count(*) from campus.enrolments where year_id = '${of.next}') as n`);
  expect(Number(left[0]?.n)).toBe(0);
});

it('decisions and exports are within the places that staff have when the work begins', async () => {
  const [here, there] = [of.campus.programme(0), of.campus.programme(4)];
  const staff = await of.campus.staff(here.universityId);
  await level(3);
  const [decisions, roster] = [
    await decide(staff),
    await of.call('POST', 'rosters/exports', { year: of.campus.places.open }, staff),
  ];
  await of.campus.sql(`update campus.staff_places set university_id = '${there.universityId}', place_id = '${there.universityId}'
    where staff_id = '${staff.rowId}'`);
  await level(0);
  expect(await of.ended(decisions)).toMatchObject({ result: { taken: 1, lines: [{ line: 2, reason: 'unknown' }] } });
  const { result } = await of.ended(roster);
  const { body } = await callAs(api, staff.token, 'GET', result.url);
  expect([body.includes('1@univ.example'), body.includes('2@univ.example')]).toEqual([false, true]);
});

it('one member of the staff who has work waiting keeps no other out, and gets no second one', async () => {
  const [one, other] = await Promise.all([0, 4].map((n) => of.campus.staff(of.campus.programme(n).universityId)));
  if (!one || !other) throw new Error('Two members of the staff are needed.');
  await level(3);
  for (const [, begin] of works.slice(0, 2)) {
    const first = await begin(one);
    expect(await begin(one)).toMatchObject({ status: 429, code: 'operations_at_work' });
    const second = await begin(other);
    expect([first.status, second.status]).toEqual([202, 202]);
    await level(0);
    expect([(await of.ended(first)).state, (await of.ended(second)).state]).toEqual(['succeeded', 'succeeded']);
    await level(3);
  }
  const plan = (n: number, by: CampusCaller) => of.plan(of.campus.programme(n).universityId, by);
  const statuses = [(await plan(0, one)).status, (await plan(0, one)).status, (await plan(4, other)).status];
  expect(statuses).toEqual([202, 429, 202]);
});

it('a plan whose place staff have lost is not made', async () => {
  const [here, there] = [of.campus.programme(0), of.campus.programme(4)];
  const staff = await of.campus.staff(here.universityId);
  await level(3);
  const begun = await of.plan(here.universityId, staff);
  await of.campus.sql(`update campus.staff_places set university_id = '${there.universityId}', place_id = '${there.universityId}'
    where staff_id = '${staff.rowId}'`);
  await level(0);
  expect(await of.ended(begun)).toMatchObject({ state: 'failed', error: { code: 'passage_plan_not_found' } });
});
