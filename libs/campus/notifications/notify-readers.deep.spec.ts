// Real: the whole API, PostgreSQL, its queues, and compiled workers in processes of their own that are killed with -9 at random
// moments. Faked: the structure and the students, whom SQL wrote, with the ids of users whom nobody is.
import { CampusCallers } from '../../../test/support/campus-callers.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { WorkerProcesses } from '../../../test/support/worker-processes.js';

const STUDENTS = 40_000;

let api: TestApp;
let workers: WorkerProcesses;
let campus: CampusCallers;
beforeAll(async () => {
  api = await startTestApp();
  workers = await WorkerProcesses.of(api);
  campus = await CampusCallers.open(api);
  const { id, universityId, ufrId } = campus.programme(0);
  await campus.sql(`with made as (
      insert into campus.students (tenant_id, id, name, name_key, email, number, user_id)
        select '${campus.tenant.id}', uuidv7(), 'Ada', 'ada', i || '@univ.example', i, uuidv7()
        from generate_series(1, ${STUDENTS}) i returning id, number)
    insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
      select '${campus.tenant.id}', uuidv7(), id, '${campus.places.open}', '${universityId}', '${ufrId}', '${id}', 'L1', 'ada', number
      from made`);
});
afterAll(async () => {
  await workers?.close();
  await api?.close();
});

async function notified(aboutId: string) {
  const { rows } = await workers.admin.query<{ users: number; causes: number }>(
    'select count(*)::int as users, count(distinct id)::int as causes from campus.notifications where about_id = $1',
    [aboutId],
  );
  return rows[0] as (typeof rows)[number];
}

it('whom a killed worker did not notify, another one does, and nobody twice', async () => {
  const runs = propertyRuns(2);
  for (let killed = 0; killed < runs; ) {
    const announced = { placeId: campus.programme(0).id, title: 'Exam', body: '' };
    const { id } = (await campus.call(campus.admin, 'POST', 'announcements', announced)).json();
    const some = 1 + Math.random() * 0.8 * STUDENTS;
    const worker = workers.start();
    await until(async () => (await notified(id)).users >= some);
    await workers.kill(worker);
    const { users } = await notified(id);
    if (users < STUDENTS) killed += 1;
    const other = workers.start();
    await until(async () => (await notified(id)).users >= STUDENTS);
    expect(await notified(id)).toEqual({ users: STUDENTS, causes: 1 });
    await workers.kill(other);
  }
});
