// Real: a whole API over PostgreSQL, and the handler of the job, which is run by hand. Faked: nothing; rows that would take days
// to come are inserted.
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID, TenantDirectory } from '#platform/tenancy';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { CollectSubjects } from '../subject-days/collect-subjects.job.js';
import { EraseSubject } from '../subjects/erase-subject.job.js';
import { estimateOf } from './uniques.service.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let editor: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  editor = await signedIn(api, tenant, 'editor');
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const context = (id = newId()) => ({ id, attempt: 1, signal: new AbortController().signal, progress: async () => {} });
const collect = () =>
  new CollectSubjects(api.app.get(Database), api.app.get(TenantDirectory)).run(
    { tenantId: PLATFORM_TENANT_ID },
    context(),
  );
const ask = (query: string, { token } = editor) => callAs(api, token, 'GET', `/v1/analytics/uniques?${query}`);

interface Stored {
  readonly at: string;
  readonly subject: string;
  readonly name?: string;
  readonly receivedAt?: string;
}

/** Rows as if the events had been sent. */
const store = (...events: readonly Stored[]) =>
  sql(
    events
      .map(
        ({ at, subject, name = 'app.opened', receivedAt = at }) => `
    insert into analytics.events (tenant_id, occurred_at, id, received_at, name, subject, client)
      values ('${tenant.id}', '${at}', uuidv7(), '${receivedAt}', '${name}', '${subject}', 'browser');
    insert into analytics.event_names (tenant_id, name, seen_on) values ('${tenant.id}', '${name}', current_date) on conflict do nothing;
    insert into analytics.event_counts (tenant_id, hour, name, received_on, lane, events)
      values ('${tenant.id}', date_trunc('hour', '${at}'::timestamptz), '${name}', current_date, 1, 1)
      on conflict (tenant_id, hour, name, received_on, lane) do update set events = event_counts.events + 1;
    insert into analytics.ledger (tenant_id, hour, key_id, lane, received, stored, duplicates, rejected, sampled)
      values ('${tenant.id}', date_trunc('hour', '${receivedAt}'::timestamptz), gen_random_uuid(), 1, 1, 1, 0, 0, 0);`,
      )
      .join(''),
  );
const days = (where = '') =>
  sql<{
    day: string;
    subject: string;
    names: string[];
  }>(`select day::text, subject, array(select unnest(names) order by 1) as names
    from analytics.subject_days where tenant_id = '${tenant.id}' ${where} order by day, subject`);

it.each([
  // The hour from 2 to 3 comes twice, is left out, and the half hour before 2 comes twice.
  ['Europe/Paris', '2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59.999Z'],
  ['Europe/Paris', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59.999Z'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00Z', '2026-04-05T13:29:59.999Z'],
])('begins and ends a day of %s with its clock: %s', async (timeZone, day, first, last) => {
  await moveTo(timeZone);
  const before = new Date(Date.parse(first) - 1).toISOString();
  const after = new Date(Date.parse(last) + 1).toISOString();
  await store(...[before, first, last, after].map((at, i) => ({ at, subject: `s${i}` })));
  const early = await ask(`from=${day}&to=${day}`);
  expect([early.statusCode, early.json().code, early.headers['retry-after']]).toEqual([503, 'days_being_made', '60']);
  await collect();
  expect((await ask(`from=${day}&to=${day}`)).json()).toMatchObject({ subjects: 2, timeZone, exactness: 'exact' });
  expect((await days(`and day = '${day}'`)).map(({ subject }) => subject)).toEqual(['s1', 's2']);
});

async function moveTo(timeZone: string): Promise<void> {
  const headers = { authorization: `Bearer ${api.operatorKey}`, 'if-match': '*' };
  const url = `/v1/platform/tenants/${tenant.slug}`;
  expect((await api.inject({ method: 'PATCH', url, headers, payload: { timeZone } })).statusCode).toBe(200);
  await api.app.get(TenantDirectory).refresh();
}

it('finds events that are committed long after they came, and says up to when it has all', async () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  await store({ at: minutesAgo(0), subject: 'anna' });
  await collect();
  const collected = new Date().toISOString();
  await collect();
  await store({ at: minutesAgo(1), subject: 'bela' });
  await collect();
  const answer = (await ask('')).json();
  expect(answer).toMatchObject({ subjects: 2, exactness: 'exact' });
  expect(answer.freshTo > collected && answer.freshTo < new Date().toISOString()).toBe(true);
});

it('counts a subject for a name that it had later on the same day', async () => {
  const at = new Date().toISOString();
  for (const name of ['app.opened', 'app.closed']) {
    await store({ at, subject: 'anna', name });
    await collect();
  }
  for (const name of ['app.opened', 'app.closed']) expect((await ask(`name=${name}`)).json().subjects).toBe(1);
});

it('counts up to 500,000 members of days, and estimates more by a sixteenth of them', async () => {
  await sql(`insert into analytics.subject_sets (tenant_id, time_zone) values ('${tenant.id}', 'Europe/Paris')`);
  const inSixteenth = (from: number, to: number, day: string) =>
    sql<{ subjects: number }>(`with added as (insert into analytics.subject_days (tenant_id, day, subject, names)
      select '${tenant.id}', '${day}', 's' || i, '{app.opened}' from generate_series(${from}, ${to}) i
      where hashtextextended('s' || i, 0) < -8070450532247928832 returning 1) select count(*)::int as subjects from added`);
  const [first] = await inSixteenth(1, 500_000, '2026-01-15');
  expect((await ask('from=2026-01-01&to=2026-01-31')).json()).toMatchObject({
    ...{ subjects: first?.subjects, exactness: 'exact' },
  });
  expect((await ask('from=2026-01-01&to=2026-01-31&name=app.closed')).json()).toMatchObject({
    ...{ subjects: 0, exactness: 'exact' },
  });
  // Others, and some of those again on another day.
  const [second] = await inSixteenth(480_001, 540_000, '2026-01-16');
  const [again] = await inSixteenth(500_001, 540_000, '2026-01-17');
  expect((second?.subjects ?? 0) > (again?.subjects ?? 0)).toBe(true);
  const different = (first?.subjects ?? 0) + (again?.subjects ?? 0);
  const estimate = { ...estimateOf(different), exactness: 'estimated' };
  // Those of the next sixteenth are no part of the sample.
  await sql(`insert into analytics.subject_days (tenant_id, day, subject, names)
    select '${tenant.id}', '2026-01-18', 't' || i, '{app.opened}' from generate_series(1, 1000) i
    where hashtextextended('t' || i, 0) between -8070450532247928832 and -6917529027641081857`);
  expect((await ask('from=2026-01-01&to=2026-01-30')).json()).toMatchObject(estimate);
  expect((await ask('from=2026-01-01&to=2026-01-30&name=app.opened')).json()).toMatchObject(estimate);
  expect((await ask('from=2026-01-01&to=2026-01-30&name=app.closed')).json()).toMatchObject({
    ...{ subjects: 0, exactness: 'estimated' },
  });
});

it('estimates within the margin in 95 of 100 cases', async () => {
  const sampled = await sql<{ sampled: number }>(`select count(*)::int as sampled
    from generate_series(1, 400) as run, generate_series(1, 5000) as i
    where hashtextextended(md5(run || ' ' || i)::uuid::text, 0) < -8070450532247928832 group by run`);
  const within = sampled.filter((each) => {
    const { subjects, margin } = estimateOf(each.sampled);
    return Math.abs(subjects - 5000) <= margin;
  });
  // A margin that always holds would say less than it could.
  expect([sampled.length, within.length >= 380, within.length < 395]).toEqual([400, true, true]);
});

it('erases a subject from the sets, also where its new id is in a set already', async () => {
  const admin = await signedIn(api, tenant, 'admin');
  const pseudonym = newId();
  const [yesterday, today] = ['2026-01-14', '2026-01-15'];
  await sql(`insert into analytics.subject_days (tenant_id, day, subject, names) values
      ('${tenant.id}', '${yesterday}', 'dora', '{a}'), ('${tenant.id}', '${today}', 'dora', '{a,b}'),
      ('${tenant.id}', '${today}', '${pseudonym}', '{b,c}'), ('${tenant.id}', '${today}', 'emil', '{a}');
    insert into analytics.subject_erasures (tenant_id, id, subject, pseudonym) values ('${tenant.id}', uuidv7(), 'dora', '${pseudonym}')`);
  const { id } = (await callAs(api, admin.token, 'DELETE', '/v1/analytics/subjects/dora')).json();
  await new EraseSubject(api.app.get(Database), api.app.get(Audit)).run({ tenantId: tenant.id }, context(id));
  expect(await days()).toEqual([
    { day: yesterday, subject: pseudonym, names: ['a'] },
    { day: today, subject: pseudonym, names: ['a', 'b', 'c'] },
    { day: today, subject: 'emil', names: ['a'] },
  ]);
});

it('erases a member from the sets, with what is collected between two sweeps', async () => {
  const member = await signedIn(api, tenant, 'member');
  const pseudonym = newId();
  await sql(`insert into platform.erasures (tenant_id, user_id, state, pseudonym, asked_by, due_at, began_at)
    values ('${tenant.id}', '${member.id}', 'erasing', '${pseudonym}', 'test', now(), now())`);
  const add = () =>
    sql(`insert into analytics.subject_days (tenant_id, day, subject, names) values
      ('${tenant.id}', '2026-01-15', '${member.id}', '{a}'), ('${tenant.id}', '2026-01-15', '${newId()}', '{b}')`);
  const sweep = () =>
    sql(`set app.tenant_id = '${tenant.id}'; select platform.erase_rows_of_person('${member.id}', 1000)`);
  for (let i = 0; i < 2; i += 1) {
    await add();
    await sweep();
  }
  const left = await days();
  expect(left.map(({ subject }) => subject)).not.toContain(member.id);
  expect(left.filter(({ subject }) => subject === pseudonym)).toHaveLength(1);
  expect(left).toHaveLength(3);
});

it('answers periods of up to 400 days, and whoever may read', async () => {
  expect((await ask('from=2025-01-01&to=2026-02-04')).json()).toMatchObject({ subjects: 0, exactness: 'exact' });
  const tooLong = await ask('from=2025-01-01&to=2026-02-05');
  expect([tooLong.statusCode, tooLong.json().code]).toEqual([422, 'question_too_large']);
  expect((await ask('', await signedIn(api, tenant, 'member'))).statusCode).toBe(403);
});
