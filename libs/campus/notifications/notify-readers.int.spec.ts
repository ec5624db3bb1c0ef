// Real: PostgreSQL with row level security, the job. Faked: the queue, and with it the end of a worker between two commits; the
// messages to clients, which are noted; the people of the universities, whom SQL wrote.
import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import type { Realtime } from '#platform/realtime';
import { type CampusPlaces, makeCampusPlaces, type Programme } from '../../../test/support/campus-places.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { Notifier } from './notifier.js';
import { NotifiesReaders } from './notify-readers.job.js';

let test: TestDatabase;
let tenantId: string;
let places: CampusPlaces;
let chapter: string;
let told: { topic: string; data: { place: object | null } }[];
let job: NotifiesReaders;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());
beforeEach(async () => {
  [tenantId, chapter, told] = [newId(), newId(), []];
  places = await makeCampusPlaces(test.ownerUrl, tenantId);
  const publish = (_tx: Transaction, topic: string, { data }: { data: object }) =>
    told.push({ topic, data: data as { place: object | null } });
  job = new NotifiesReaders(test.database, new Notifier({ publish } as unknown as Realtime));
  const { id, universityId, ufrId, subjects } = programme();
  await sql(`insert into campus.chapters (tenant_id, id, subject_id, university_id, ufr_id, programme_id, level, title, body, position,
      state, published_at)
    values ('${tenantId}', '${chapter}', '${subjects[0]?.id}', '${universityId}', '${ufrId}', '${id}', 'L1', 'A', '', 1, 'published', now())`);
});

const programme = () => places.programmes[0] as Programme;
const sql = <Row extends object>(text: string) =>
  runSql<Row>(test.ownerUrl, `set app.tenant_id = '${tenantId}'; ${text}`);
/** Enrols students at L1, of whom each third has no account. */
const enrol = (students: number) =>
  sql(`with made as (
      insert into campus.students (tenant_id, id, name, name_key, email, number, user_id)
        select '${tenantId}', uuidv7(), 'Ada', 'ada', i || '@univ.example', i::text, case when i % 3 > 0 then uuidv7() end
        from generate_series(1, ${students}) i returning id, number)
    insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
      select '${tenantId}', uuidv7(), id, '${places.open}', '${programme().universityId}', '${programme().ufrId}',
        '${programme().id}', 'L1', 'ada', number from made`);
const payload = () => ({ tenantId, kind: 'chapter-published', aboutId: chapter }) as const;
const run = (id: string, signal = new AbortController().signal) =>
  job.run(payload(), { id, signal, attempt: 1, progress: async () => {} });
const counts = async () =>
  (
    await sql<{ rows: number; users: number; causes: number }>(
      `select count(*)::int as rows, count(distinct user_id)::int as users, count(distinct id)::int as causes from campus.notifications`,
    )
  )[0];

it('goes on after its worker was killed between two commits, and notifies each once', async () => {
  await enrol(2400);
  const [cause, killed] = [newId(), new AbortController()];
  const add = Notifier.prototype.add;
  const begun = jest.spyOn(Notifier.prototype, 'add').mockImplementation(function (this: Notifier, ...values) {
    killed.abort();
    return add.apply(this, values);
  });
  await expect(run(cause, killed.signal)).rejects.toThrow();
  begun.mockRestore();
  const first = await counts();
  expect([first?.rows, told]).toEqual([first?.users, []]);
  expect(first?.rows).toBeGreaterThan(0);
  expect(first?.rows).toBeLessThan(1600);
  expect(await run(cause)).toEqual({ notified: 1600 });
  expect(await run(cause)).toEqual({ notified: 1600 });
  expect(await counts()).toEqual({ rows: 1600, users: 1600, causes: 1 });
});

it('tells up to a hundred users each, and of more the tenant once, with the place', async () => {
  await enrol(150);
  await run(newId());
  expect(new Set(told.map(({ topic }) => topic)).size).toBe(100);
  expect(told.every(({ topic, data }) => topic.startsWith(`${tenantId} user `) && data.place === null)).toBe(true);
  told = [];
  await sql(`update campus.students set user_id = uuidv7() where user_id is null; delete from campus.notifications`);
  const { id: programmeId, universityId, ufrId } = programme();
  await run(newId());
  expect(told).toEqual([
    { topic: `${tenantId} tenant`, data: { place: { universityId, ufrId, programmeId, level: 'L1' } } },
  ]);
});

it('leaves out who is erased, and ends where the chapter is published no more', async () => {
  await enrol(3);
  await sql(`insert into platform.erasures (tenant_id, user_id, email, subjects, asked_by, state, due_at, next_at)
    select tenant_id, user_id, email, '{}', 'member:1', 'erasing', now(), now() from campus.students where number = '1'`);
  expect(await run(newId())).toEqual({ notified: 1 });
  expect(
    await sql(`select from campus.notifications n join campus.students s using (user_id) where s.number = '1'`),
  ).toEqual([]);
  await sql(`update campus.chapters set state = 'archived'`);
  expect(await run(newId())).toEqual({ notified: 0 });
});

it('tells of an announcement while its year is open, when its students may read it', async () => {
  await enrol(3);
  const id = newId();
  await sql(`insert into campus.announcements (tenant_id, id, year_id, author_id, title, body)
    values ('${tenantId}', '${id}', '${places.open}', '${newId()}', 'Exam', '')`);
  const announced = () =>
    job.run(
      { tenantId, kind: 'announcement', aboutId: id },
      { id: newId(), signal: new AbortController().signal, attempt: 1, progress: async () => {} },
    );
  await sql(`update campus.years set state = 'closed' where id = '${places.open}'`);
  expect(await announced()).toEqual({ notified: 0 });
  await sql(`update campus.years set state = 'open' where id = '${places.open}'`);
  expect(await announced()).toEqual({ notified: 2 });
});

it('the application writes no notification of another user by itself', async () => {
  const insert = `insert into campus.notifications (tenant_id, user_id, id, kind, about_id, created_at)
    values ('${tenantId}', '${newId()}', '${newId()}', 'announcement', '${newId()}', now())`;
  await expect(runSql(test.appUrl, `set app.tenant_id = '${tenantId}'; ${insert}`)).rejects.toThrow(
    'permission denied',
  );
});
