// Real: the whole API and its workers, PostgreSQL, people who sign in. Faked: nothing.
import { newId } from '#platform/ids';
import { exportedLines } from '../support/read-zip.js';
import { callAs, freshTenant, type SignedIn, signedIn } from '../support/signed-in.js';
import { runSql } from '../support/sql.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { workers } from '../support/workers.js';

let api: TestApp;
let shop: { id: string; slug: string };
let admin: SignedIn;
let member: SignedIn;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  shop = await freshTenant(api);
  [admin, member] = [await signedIn(api, shop, 'owner'), await signedIn(api, shop, 'editor')];
});
afterAll(() => api?.close());

const sql = <Row extends object>(text: string) => runSql<Row>(api.database.adminUrl, text);

/** Stores two events of each subject, and a rejected one. */
async function send(...subjects: readonly string[]): Promise<void> {
  const good = { name: 'app.opened', occurredAt: new Date().toISOString(), properties: { n: 1 } };
  const events = subjects.flatMap((subject) => [
    { ...good, id: newId(), subject },
    { ...good, id: newId(), subject },
    { ...good, id: newId(), subject, occurredAt: '2026-01-01T00:00:00Z' },
  ]);
  const answer = await callAs(api, admin.token, 'POST', `/v1/ingest/${shop.slug}/events`, events);
  expect(answer.json()).toMatchObject({ accepted: 2 * subjects.length });
}

const stored = () =>
  sql<{ subject: string | null; events: number }>(`select subject, count(*)::int as events from analytics.events
    where tenant_id = '${shop.id}' group by subject order by subject = 'device' desc nulls last, subject`);
const rejected = () => sql(`select subject from analytics.quarantine where tenant_id = '${shop.id}'`);
/** Without what the product counts by itself, such as sign-ins, and tells later. */
const counted = () =>
  sql(`select (select sum(events)::int from analytics.event_counts
        where tenant_id = '${shop.id}' and name = 'app.opened') as events,
      sum(stored)::int as stored, sum(rejected)::int as rejected
    from analytics.ledger where tenant_id = '${shop.id}' and key_id <> 'ffffffff-ffff-ffff-ffff-ffffffffffff'`);

async function eraseMember(): Promise<void> {
  const asked = await callAs(api, admin.token, 'POST', `/v1/members/${member.id}/erasure`, { graceDays: 0 });
  expect(asked.statusCode).toBe(202);
  const swept = `select from platform.erasures where user_id = '${member.id}' and swept_at is not null`;
  await until(async () => (await sql(swept)).length > 0);
}

it('gives the events of an erased member a pseudonym, deletes their rejected ones, and leaves all counts', async () => {
  await send(member.id, 'device');
  const before = await counted();
  expect(before).toEqual([{ events: 4, stored: 4, rejected: 2 }]);
  await eraseMember();
  const [device, theirs, ...others] = await stored();
  expect([device, others]).toEqual([{ subject: 'device', events: 2 }, []]);
  expect(theirs).toEqual({ subject: expect.stringMatching(/^[\da-f-]{36}$/), events: 2 });
  expect(theirs?.subject).not.toBe(member.id);
  expect(await rejected()).toEqual([{ subject: 'device' }]);
  expect(await counted()).toEqual(before);
});

it('stores late events of an erased member without their subject, keeps none of their rejected ones, and all of others', async () => {
  await eraseMember();
  await send(member.id, 'device');
  expect(await stored()).toEqual([
    { subject: 'device', events: 2 },
    { subject: null, events: 2 },
  ]);
  expect(await rejected()).toEqual([{ subject: 'device' }]);
});

it('gives a member their events in their export, and nobody else’s', async () => {
  await send(member.id, 'device');
  const begun = await callAs(api, member.token, 'POST', '/v1/me/exports');
  const { result } = await until(async () => {
    const seen = (await callAs(api, member.token, 'GET', `/v1/operations/${begun.json().id}`)).json();
    return seen.state === 'succeeded' ? seen : undefined;
  });
  const lines = await exportedLines((await callAs(api, member.token, 'GET', result.url)).rawPayload);
  const ofTable = (name: string) => lines.filter(({ table }) => table === name).map(({ row }) => row);
  expect(ofTable('analytics.events')).toEqual(Array(2).fill(expect.objectContaining({ name: 'app.opened' })));
  expect(ofTable('analytics.quarantine')).toEqual([expect.objectContaining({ code: 'too_old' })]);
});
