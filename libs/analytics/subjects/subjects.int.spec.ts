// Real: the API and its workers over their own PostgreSQL. Faked: the events, which SQL wrote; in one test a worker that dies,
// and in one that the collector is run by hand.
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { JobControl } from '#platform/jobs';
import { PLATFORM_TENANT_ID, TenantDirectory } from '#platform/tenancy';
import { auditLines } from '../../../test/support/audit-lines.js';
import { heldTransaction } from '../../../test/support/held-transaction.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import { CollectSubjects } from '../subject-days/collect-subjects.job.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let admin: SignedIn;

beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  admin = await signedIn(api, tenant, 'admin');
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);
const path = (subject: string) => `/v1/analytics/subjects/${encodeURIComponent(subject)}`;
const erase = (subject: string, { token } = admin) => callAs(api, token, 'DELETE', path(subject));
const operation = async (id: string) => (await callAs(api, admin.token, 'GET', `/v1/operations/${id}`)).json();
const ended = (id: string) =>
  until(async () => {
    const seen = await operation(id);
    return ['succeeded', 'failed', 'cancelled'].includes(seen.state) && seen;
  });

/** Events of a subject over several days, and as many rejected ones. */
const add = (events: number, subject: string, tenantId = tenant.id) =>
  sql(`insert into analytics.events (tenant_id, occurred_at, id, name, subject, client)
         select '${tenantId}', now() - i % 5 * interval '1 day', uuidv7(), 'app.opened', '${subject}', 'browser'
         from generate_series(1, ${events}) i;
       insert into analytics.quarantine (tenant_id, receipt, index, key_id, code, pointer, subject, text)
         select '${tenantId}', uuidv7(), i, uuidv7(), 'too_old', '/0', '${subject}', '{"subject":"${subject}"}'
         from generate_series(1, ${events}) i`);
const events = (where = '') =>
  sql<{ subject: string; events: number }>(`select subject, count(*)::int as events from analytics.events
    where tenant_id = '${tenant.id}' ${where} group by subject order by events desc`);
const rejected = () => sql(`select from analytics.quarantine where tenant_id = '${tenant.id}'`);
const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);

it('puts one id in place of a subject in all events, and deletes its rejected ones', async () => {
  const other = await freshTenant(api);
  await Promise.all([add(2100, 'anna'), add(3, 'anna 2'), add(5, 'anna', other.id)]);
  const answer = await erase('anna');
  expect([answer.statusCode, answer.json()]).toMatchObject([202, { kind: 'analytics.erase-subject', result: null }]);
  expect(answer.headers.location).toBe(`/v1/operations/${answer.json().id}`);
  expect(await ended(answer.json().id)).toMatchObject({
    ...{ state: 'succeeded', progress: 1 },
    result: { events: 2100, rejected: 2100 },
  });
  expect(await events()).toEqual([
    { subject: uuid, events: 2100 },
    { subject: 'anna 2', events: 3 },
  ]);
  expect(await rejected()).toHaveLength(3);
  const [elsewhere] = await sql<object>(`select
    (select count(*)::int from analytics.events where tenant_id = '${other.id}' and subject = 'anna') as events,
    (select count(*)::int from analytics.quarantine where tenant_id = '${other.id}' and subject = 'anna') as rejected`);
  expect(elsewhere).toEqual({ events: 5, rejected: 5 });
});

it('names the subject neither in the job, the operation nor the audit log, and forgets it at the end', async () => {
  await add(4, 'bela');
  const { id } = (await erase('bela')).json();
  await ended(id);
  const [job, seen] = [await api.app.get(JobControl).show('analytics.erase-subject', id), await operation(id)];
  const lines = await sql<{ action: string; actor_id: string }>(
    `select action, actor_id, details from ${auditLines} where target_id = '${id}' order by id`,
  );
  expect(lines).toEqual([
    { action: 'analytics.subject.erasure-requested', actor_id: admin.id, details: null },
    { action: 'analytics.subject.erased', actor_id: id, details: { events: 4, rejected: 4 } },
  ]);
  const [asked] = await sql(`select * from analytics.subject_erasures where id = '${id}'`);
  expect(asked).toMatchObject({ subject: null, pseudonym: null });
  const outbox = await sql(`select payload from platform.outbox where tenant_id = '${tenant.id}'`);
  expect(JSON.stringify([job, seen, lines, asked, outbox])).not.toContain('bela');
});

it.each([
  ['without events', 'nobody'],
  ['with reserved characters', 'a/b?c'],
  ['of 200 letters', 'é'.repeat(200)],
  ['of 200 code points', '🚲'.repeat(200)],
])('takes a subject %s', async (_, subject) => {
  const answer = await erase(subject);
  expect(answer.statusCode).toBe(202);
  expect(await ended(answer.json().id)).toMatchObject({ state: 'succeeded', result: { events: 0, rejected: 0 } });
});

it('erases a subject that is percent-encoded', async () => {
  await add(1, 'a/b %é');
  await ended((await erase('a/b %é')).json().id);
  expect(await events()).toEqual([{ subject: uuid, events: 1 }]);
});

it('refuses what is longer than a subject, and whoever may not erase', async () => {
  const tooLong = await erase('x'.repeat(201));
  expect([tooLong.statusCode, tooLong.json()]).toMatchObject([
    400,
    { code: 'validation_failed', errors: [{ pointer: '/subject', in: 'path' }] },
  ]);
  const editor = await signedIn(api, tenant, 'editor');
  expect((await erase('anna', editor)).statusCode).toBe(403);
});

it('goes on after a worker that died, with the same id and the whole count, and tells it once', async () => {
  await add(1500, 'carl');
  const audit = api.app.get(Audit);
  const record = audit.record.bind(audit);
  const died = jest.spyOn(audit, 'record').mockImplementation((tx, entry) => {
    if (entry.action === 'analytics.subject.erased' && died.mock.calls.length === 2) throw new Error('killed');
    return record(tx, entry);
  });
  const { id } = (await erase('carl')).json();
  const { result } = await ended(id).finally(() => died.mockRestore());
  expect([result, await events()]).toEqual([{ events: 1500, rejected: 1500 }, [{ subject: uuid, events: 1500 }]]);
  expect(await sql(`select from ${auditLines} where target_id = '${id}'`)).toHaveLength(2);
});

it('takes the id of an erasure of the same subject that has not ended', async () => {
  await add(3, 'dora');
  const pseudonym = newId();
  await sql(`insert into analytics.subject_erasures (tenant_id, id, subject, pseudonym)
    values ('${tenant.id}', uuidv7(), 'dora', '${pseudonym}')`);
  await ended((await erase('dora')).json().id);
  expect(await events()).toEqual([{ subject: pseudonym, events: 3 }]);
});

it('gives one id to erasures of a subject that are asked for at once', async () => {
  await add(1, 'emil');
  const hold = (text: string) => heldTransaction(api.database.adminUrl, text);
  // None ends, and forgets its id, before both are asked for.
  await using events = await hold(`select from analytics.events where subject = 'emil' for update`);
  await using lines = await hold('lock table platform.audit_lines in share mode');
  const asked = Promise.all([erase('emil'), erase('emil')]);
  await lines.blocks(2);
  await lines.rollback();
  const answers = await asked;
  const ids = await sql(`select distinct pseudonym from analytics.subject_erasures where subject = 'emil'`);
  await events.rollback();
  const results = await Promise.all(answers.map(async (answer) => (await ended(answer.json().id)).result.events));
  expect([ids.length, results.toSorted()]).toEqual([1, [0, 1]]);
});

it('ends while events of the subject go on coming', async () => {
  await add(3, 'fanny');
  await sql(`create function public.send_more() returns trigger language plpgsql security definer as $$ begin
      insert into analytics.events (tenant_id, occurred_at, id, name, subject, client)
        values (new.tenant_id, now(), uuidv7(), 'app.opened', 'fanny', 'browser');
      return new;
    end $$;
    create trigger send_more after update of events on analytics.subject_erasures for each row execute function public.send_more()`);
  try {
    const { id } = (await erase('fanny')).json();
    expect(await ended(id)).toMatchObject({ state: 'succeeded', result: { events: 3, rejected: 3 } });
    expect(await events()).toEqual([
      { subject: uuid, events: 3 },
      { subject: 'fanny', events: 1 },
    ]);
  } finally {
    await sql('drop trigger send_more on analytics.subject_erasures; drop function public.send_more');
  }
});

it('erases a subject from the days to which a collector adds it meanwhile, and not that of another tenant', async () => {
  const [other, directory] = [await freshTenant(api), api.app.get(TenantDirectory)];
  const collect = () =>
    new CollectSubjects(api.app.get(Database), directory).run(
      { tenantId: PLATFORM_TENANT_ID },
      { id: newId(), attempt: 1, signal: new AbortController().signal, progress: async () => {} },
    );
  await collect();
  await Promise.all([add(1, 'gina'), add(1, 'gina', other.id)]);
  const timeZone = directory.byId(tenant.id)?.timeZone;
  await sql(`insert into analytics.subject_sets (tenant_id, time_zone) values ('${tenant.id}', '${timeZone}')`);
  // The row that the collector is about to add, once it has read the events: it waits until this transaction ends.
  await using held = await heldTransaction(
    api.database.adminUrl,
    `insert into analytics.subject_days (tenant_id, day, subject, names)
       select tenant_id, (occurred_at at time zone '${timeZone}')::date, subject, array[name] from analytics.events
       where tenant_id = '${tenant.id}' and subject = 'gina'`,
  );
  const collecting = collect();
  await held.blocks();
  const { id } = (await erase('gina')).json();
  // The erasure waits for the collector, or would end before it.
  await Promise.race([held.blocks(2), ended(id)]);
  await held.rollback();
  await collecting;
  expect(await ended(id)).toMatchObject({ state: 'succeeded', result: { events: 1, rejected: 1 } });
  const named = await sql(`select tenant_id from analytics.events where subject = 'gina'
    union all select tenant_id from analytics.subject_days where subject = 'gina'`);
  expect(named).toEqual([{ tenant_id: other.id }]);
});
