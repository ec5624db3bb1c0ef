// Real: the API and its workers over their own PostgreSQL, and a storage in a directory. Faked: nothing; no feed is fetched, for
// the addresses are refused.
import { Catalog } from '#catalog';
import { Degradation } from '#platform/degradation';
import { newId } from '#platform/ids';
import { declaredJobs, JobControl } from '#platform/jobs';
import { hostileZip } from '../support/hostile-zip.js';
import { samplePackages } from '../support/sample-packages.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let owner: SignedIn;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  tenant = await freshTenant(api);
  owner = await signedIn(api, tenant, 'owner');
});
afterEach(() => api.app.get(Degradation).set(0, 'test'));
afterAll(() => api?.close());

const level = (to: number) => api.app.get(Degradation).set(to, 'test');
const call = (method: 'GET' | 'POST', url: string, payload?: object) => callAs(api, owner.token, method, url, payload);
const state = async (id: string): Promise<string> => (await call('GET', `/v1/operations/${id}`)).json().state;
const waiting = (job: string) => api.app.get(JobControl).count(job, 'waiting');

const opml = '<opml version="2.0"><body><outline type="rss" xmlUrl="http://127.0.0.1/feed"/></body></opml>';

const columns = { number: 'number', name: 'name', email: 'email', programme: 'programme', level: 'level' };
async function year(): Promise<string> {
  const made = { name: newId(), startsOn: '2026-09-01', endsOn: '2027-08-31' };
  return (await call('POST', '/v1/campus/years', made)).json().id;
}
async function closedYear(): Promise<string> {
  const id = await year();
  await runSql(api.database.adminUrl, `update campus.years set state = 'closed' where id = '${id}'`);
  return id;
}
/** A roster of a new year, without students. */
async function roster(): Promise<string> {
  const headers = { authorization: `Bearer ${owner.token}`, 'content-type': 'text/csv' };
  const url = `/v1/campus/rosters?year=${await year()}`;
  const answer = await api.inject({ method: 'POST', url, headers, payload: Object.values(columns).join(';') });
  return answer.json().id;
}
/** A plan of passages in this state, without students. */
async function passages(state: string): Promise<string> {
  const [id, from, to] = [newId(), await year(), await year()];
  await runSql(
    api.database.adminUrl,
    `insert into campus.passage_plans (tenant_id, id, from_year_id, to_year_id, state, operation_id)
     values ('${tenant.id}', '${id}', '${from}', '${to}', '${state}', '${id}')`,
  );
  return `/v1/campus/passage-plans/${id}`;
}

/** What begins each, and the id of its operation. */
const begins: Record<string, () => Promise<string>> = {
  'analytics.export-events': async () => {
    const asked = { format: 'ndjson', from: '2026-01-01', to: '2026-01-31' };
    return begun(await call('POST', '/v1/analytics/exports', asked));
  },
  'auth.export-person': async () => begun(await call('POST', '/v1/me/exports')),
  'feeds.import-opml': async () =>
    begun(
      await api.inject({
        method: 'POST',
        url: '/v1/feeds/opml',
        headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'text/x-opml' },
        payload: opml,
      }),
    ),
  'campus.check-roster': async () =>
    begun(await call('POST', `/v1/campus/rosters/${await roster()}/check`, { columns })),
  'campus.export-roster': async () => begun(await call('POST', '/v1/campus/rosters/exports', { year: await year() })),
  'campus.apply-roster': async () => {
    const id = await roster();
    const counts = { added: 0, changed: 0, unchanged: 0, missing: 0, refused: 0, enrolled: 0 };
    const checked = `update campus.rosters set state = 'checked', counts = '${JSON.stringify(counts)}' where id = '${id}'`;
    await runSql(api.database.adminUrl, checked);
    return begun(await call('POST', `/v1/campus/rosters/${id}/apply`, {}));
  },
  'campus.invite-people': async () => begun(await call('POST', '/v1/campus/invitations', { kind: 'staff', ids: null })),
  'campus.take-decisions': async () => {
    const headers = { authorization: `Bearer ${owner.token}`, 'content-type': 'text/csv' };
    const url = `/v1/campus/years/${await closedYear()}/passage-decisions`;
    return begun(await api.inject({ method: 'POST', url, headers, payload: 'number,decision' }));
  },
  'campus.plan-passages': async () => {
    const [fromYearId, toYearId] = [await closedYear(), await year()];
    return begun(await call('POST', '/v1/campus/passage-plans', { fromYearId, toYearId, placeId: null }));
  },
  'campus.apply-passages': async () => begun(await call('POST', `${await passages('planned')}/apply`)),
  'campus.undo-passages': async () => begun(await call('POST', `${await passages('applied')}/undo`)),
  'rides.import-archive': async () => {
    const headers = { authorization: `Bearer ${owner.token}`, 'content-type': 'application/zip' };
    return begun(await api.inject({ method: 'POST', url: '/v1/rides/archives', headers, payload: hostileZip([]) }));
  },
  'catalog.keep-files': async () => {
    const packages = samplePackages('kept', 1);
    const { id } = await api.app.get(Catalog).keepFiles(tenant.id, packages.directory, 1_000_000);
    return id;
  },
};
/** The level from which each waits, where it is another than 3. */
const froms: Readonly<Record<string, number>> = { 'rides.import-archive': 1 };
function begun(answer: { statusCode: number; body: string; json(): { id: string } }): string {
  expect([answer.statusCode, answer.body]).toEqual([202, expect.any(String)]);
  return answer.json().id;
}

it('is all work that is accepted and may wait, besides mails', () => {
  const mails = ['auth.send-mail', 'auth.send-invitation', 'journal.mail-reminder'];
  const names = declaredJobs().flatMap(({ name, mayWait }) => (mayWait && !mails.includes(name) ? [name] : []));
  expect(names.sort()).toEqual(Object.keys(begins).sort());
});

it.each(Object.entries(begins))(
  '%s is accepted at its level, waits while other jobs run, and is done once the level falls',
  async (job, begin) => {
    const from = froms[job] ?? 3;
    await level(from - 1);
    const before = await begin();
    await until(async () => (await state(before)) === 'succeeded');
    await level(from);
    const held = await begin();
    await until(async () => (await waiting(job)) === 1);
    // Mails are sent meanwhile.
    const other = api.app.get(JobControl);
    const sent = await other.count('auth.send-invitation', 'completed');
    await call('POST', '/v1/invitations', { email: `${held}@example.org`, role: 'member' });
    await until(async () => (await other.count('auth.send-invitation', 'completed')) > sent);
    expect([await state(held), await waiting(job)]).toEqual(['queued', 1]);
    await level(0);
    await until(async () => (await state(held)) === 'succeeded');
  },
);

it('says that totals are estimated from level 2 on, and counts again below', async () => {
  for (let i = 0; i < 3; i += 1) await signedIn(api, tenant, 'member');
  // Another size each time: an answer that is kept says what it said.
  const total = async (size: number) => (await call('GET', `/v1/members?page=1&pageSize=${size}`)).json().page;
  const exact = { totalItems: 4, totalKind: 'exact' };
  expect(await total(1)).toMatchObject(exact);
  await level(2);
  expect((await total(2)).totalKind).toBe('estimated');
  // All of them are on the page.
  expect(await total(5)).toMatchObject(exact);
  await level(1);
  expect(await total(3)).toMatchObject(exact);
});
