// Real: the whole API and its worker, PostgreSQL, people who sign in. Faked: universities and students, whom SQL wrote.
import { CampusPassages } from '../../../test/support/campus-passages.js';
import { type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let of: CampusPassages;
let people: Record<string, SignedIn>;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  of = await CampusPassages.open(api);
  const { campus } = of;
  const [here, there] = [campus.programme(0), campus.programme(4)];
  people = {
    university: await campus.staff(here.universityId),
    colleague: await campus.staff(here.universityId),
    ufr: await campus.staff(here.universityId, here.ufrId),
    elsewhere: await campus.staff(there.universityId),
    professor: await campus.professor(campus.subject(0)),
    student: await campus.student(0),
    nobody: await signedIn(api, campus.tenant, 'editor'),
  };
});
afterAll(() => api?.close());

const by = (who: string): SignedIn => people[who] ?? of.campus.admin;
/** Whether somebody finds an operation: in the list, by its id, in its events, and to cancel it. */
async function finds(who: SignedIn, id: string): Promise<boolean> {
  const listed = (await of.call('GET', '../operations?limit=100', undefined, who)).data as { id: string }[];
  const statuses: number[] = [
    listed.some((operation) => operation.id === id) ? 200 : 404,
    (await of.call('GET', `../operations/${id}`, undefined, who)).status,
    (await of.campus.call(who, 'GET', `../operations/${id}/events`)).statusCode,
    (await of.call('POST', `../operations/${id}/cancel`, undefined, who)).status,
  ];
  expect(new Set(statuses).size).toBe(1);
  return statuses[0] === 200;
}
async function finders(id: string): Promise<string[]> {
  const found: string[] = [];
  for (const who of ['admin', ...Object.keys(people)]) if (await finds(by(who), id)) found.push(who);
  return found;
}
const plan = async (who: string, placeId: string | null) => (await of.ended(await of.plan(placeId, by(who)))).id;
const exported = async (who: SignedIn) =>
  (await of.ended(await of.call('POST', 'rosters/exports', { year: of.campus.places.open }, who))).id;

it('a passage plan is that of who began it, and of those who may begin one for its place', async () => {
  const { universityId, ufrId } = of.campus.programme(0);
  const wide = ['admin', 'university', 'colleague'];
  expect(await finders(await plan('university', universityId))).toEqual(wide);
  expect(await finders(await plan('admin', ufrId))).toEqual([...wide, 'ufr']);
  expect(await finders(await plan('ufr', of.campus.programme(0).id))).toEqual([...wide, 'ufr']);
});

it('an operation of the whole tenant is that of admins', async () => {
  expect(await finders(await plan('admin', null))).toEqual(['admin']);
  expect(await finders(await exported(by('admin')))).toEqual(['admin']);
});

it('an export is that of who began it, and of those who have each of its places', async () => {
  expect(await finders(await exported(by('ufr')))).toEqual(['admin', 'university', 'colleague', 'ufr']);
  const { id } = of.campus.programme(4);
  expect(await finders(await plan('elsewhere', id))).toEqual(['admin', 'elsewhere']);
});

it('the dashboard shows staff what runs for their places alone', async () => {
  const { universityId } = of.campus.programme(0);
  const id = await plan('university', universityId);
  await of.campus.sql(`update platform.operations set state = 'running' where id = '${id}'`);
  const shown = async (who: string) =>
    (await of.call('GET', 'dashboard', undefined, by(who))).operations.map((operation: { id: string }) => operation.id);
  expect([await shown('colleague'), await shown('ufr'), await shown('elsewhere')]).toEqual([[id], [], []]);
  await of.campus.sql(`update platform.operations set state = 'succeeded' where id = '${id}'`);
});

it('who began an operation finds it without its place too', async () => {
  const { universityId, ufrId } = of.campus.programme(0);
  const mover = await of.campus.staff(universityId, ufrId);
  const id = await exported(mover);
  await of.campus.sql(`delete from campus.staff_places where staff_id = '${mover.rowId}'`);
  expect([await finds(mover, id), await finds(by('ufr'), id), await finds(by('elsewhere'), id)]).toEqual([
    true,
    true,
    false,
  ]);
  const nowhere = await exported(mover);
  expect([await finds(mover, nowhere), ...(await finders(nowhere))]).toEqual([true, 'admin']);
});
