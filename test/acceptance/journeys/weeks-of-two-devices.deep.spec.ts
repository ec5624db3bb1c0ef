// Real: the whole API and its workers, PostgreSQL, the storage in a directory, a person with a phone and a tablet. Faked: the
// App Store, whose certificates the tests made; the time, which SQL sets back; the devices, which follow the protocol.
import { randomBytes } from 'node:crypto';
import { newId } from '#platform/ids';
import { openEventStream } from '../../support/event-stream.js';
import { JournalDevice } from '../../support/journal-device.js';
import { signedByStore, transactionOf } from '../../support/payments.js';
import { exportedLines } from '../../support/read-zip.js';
import { type SellingTenant, sellingTenant } from '../../support/selling-tenant.js';
import { callAs, type SignedIn, signedIn } from '../../support/signed-in.js';
import { runSql } from '../../support/sql.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';
import { workers } from '../../support/workers.js';

const weeks = 6;
const batch = 5;

let api: TestApp;
let seller: SellingTenant;
let person: SignedIn;
let phone: JournalDevice;
let tablet: JournalDevice;
/** The first day of the test: the journal is about the weeks up to it. */
let today: string;
/** The entry of each day, by how long ago it is. */
const entries: string[] = [];

beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  seller = await sellingTenant(api);
  person = await signedIn(api, seller.tenant, 'member');
  [phone, tablet] = [new JournalDevice(api, person.token), new JournalDevice(api, person.token)];
  today = (await call('GET', '/journal/progress')).today;
  await call(
    'PUT',
    '/journal/profile',
    { nickname: 'Sam', timeZone: 'Europe/Paris', syncBatchSize: batch },
    { 'if-match': '"v0"' },
  );
  for (let week = 0; week < weeks; week += 1) {
    liveThrough(week);
    // What the tablet has of the week before changes on both, before either knows.
    const shared = entries[(weeks - week) * 7];
    if (shared)
      for (const device of [phone, tablet])
        device.write(shared, `Changed in week ${week} on ${device === phone ? 'the phone' : 'the tablet'}.`);
    await online(phone, true);
    await online(tablet, week % 2 === 1);
    await online(phone);
  }
});
afterAll(() => api?.close());

const call = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object, headers = {}) => {
  const answer = await callAs(api, person.token, method, `/v1${path}`, body, headers);
  if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.body}`);
  return answer.json();
};
const ago = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);

/** A device is online until it has sent all, and knows all. @param lost whether the first answer does not arrive */
async function online(device: JournalDevice, lost = false): Promise<void> {
  if (lost) await device.sync(batch, 50, true);
  while ((await device.sync(batch, 50)).more || !device.isClean);
}

/** A week offline: the phone is used on most days, the tablet on Sundays and for second thoughts. */
function liveThrough(week: number): void {
  for (let day = 6; day >= 0; day -= 1) {
    const days = (weeks - 1 - week) * 7 + day;
    const id = newId();
    entries[days] = id;
    (day === 0 ? tablet : phone).write(id, `Day ${days}.`, ago(days));
  }
}

it('six weeks of two devices that are mostly offline end with the same journal on both', () => {
  expect(phone.conflicts.length + tablet.conflicts.length).toBe(weeks - 1);
  expect([...tablet.entries].sort()).toEqual([...phone.entries].sort());
  expect(phone.entries.size).toBe(weeks * 7);
  // Both texts of each conflict are there.
  const changed = [...phone.entries.values()].filter((text) => text?.includes('Changed'));
  expect(changed).toHaveLength(weeks - 1);
  for (const text of changed) expect(text).toMatch(/on the phone.*on the tablet/);
});

it('a device of which a request arrives late once more changes nothing, and a new device gets everything', async () => {
  for (const request of [...phone.unanswered, ...tablet.unanswered]) await phone.post(request);
  const other = new JournalDevice(api, person.token);
  await online(other);
  await online(phone);
  expect([...other.entries].sort()).toEqual([...phone.entries].sort());
});

it('progress counts every day, and the days before a relapse', async () => {
  const wine = { kind: 'alcohol', start: ago(41), goalDays: 84, dailyCostMinor: 1000, currency: 'EUR' };
  const { id } = await call('POST', '/journal/addictions', wine);
  await call('POST', '/journal/relapses', { addictionId: id, day: ago(14), note: 'At a wedding.' });
  const { totals, recoveries, trends } = await call('GET', `/journal/progress?from=${ago(41)}&to=${today}&unit=week`);
  expect(totals).toMatchObject({ entries: 42, days: 42, currentStreak: 42, longestStreak: 42 });
  expect(recoveries).toMatchObject([
    { currentStreak: 14, longestStreak: 27, days: 41, relapses: 1, savedMinor: 41_000 },
  ]);
  expect(trends.reduce((sum: number, week: { entries: number }) => sum + week.entries, 0)).toBe(42);
});

it('a photo is for premium; without it the person still looks at it, and other devices hear of what is new', async () => {
  const [entry, photo, content] = [entries[0] as string, newId(), randomBytes(200_000)];
  const url = `/v1/journal/entries/${entry}/attachments/${photo}`;
  const upload = (to: string) => callAs(api, person.token, 'PUT', to, content, { 'content-type': 'image/jpeg' });
  expect((await upload(url)).json().code).toBe('premium_required');
  const receipt = await signedByStore(transactionOf(person.id));
  const stream = await openEventStream(`${await api.listen()}/v1/events`, { authorization: `Bearer ${person.token}` });
  // Of the entries that were written before, too: they may be told late.
  const hears = (name: string) => until(async () => (await stream.next())?.event === name);
  try {
    await call('POST', '/journal/purchases', { provider: 'app-store', receipt });
    await hears('journal.entitlements.changed');
    expect((await upload(url)).statusCode).toBe(200);
    await hears('journal.changed');
  } finally {
    stream.abort();
  }
  await runSql(
    api.database.adminUrl,
    `update journal.purchases set valid_until = now() - interval '1 day' where user_id = '${person.id}'`,
  );
  expect((await upload(url.replace(photo, newId()))).json().code).toBe('premium_required');
  const seen = await callAs(api, person.token, 'GET', url);
  expect([seen.statusCode, seen.rawPayload.equals(content)]).toEqual([200, true]);
});

it('nobody else reads any of it, and an export has all of it', async () => {
  for (const other of [seller.admin, await signedIn(api, seller.tenant, 'owner')]) {
    const answer = await callAs(api, other.token, 'GET', `/v1/journal/entries/${entries[3]}`);
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'entry_not_found']);
  }
  const { id } = await call('POST', '/me/exports');
  await until(async () => (await call('GET', `/operations/${id}`)).state === 'succeeded');
  const zip = (await callAs(api, person.token, 'GET', `/v1/me/exports/${id}`)).rawPayload;
  const lines = await exportedLines(zip);
  const texts = lines.flatMap(({ table, row }) => (table === 'journal.entries' ? String(row.reflection) : []));
  expect(texts.sort()).toEqual([...phone.entries.values()].sort());
});

it('with the account nothing of the journal is left', async () => {
  const leaver = await signedIn(api, seller.tenant, 'member');
  const device = new JournalDevice(api, leaver.token);
  const id = newId();
  for (const text of ['First.', 'Second.']) device.write(id, text);
  await online(device);
  const receipt = await signedByStore(transactionOf(leaver.id));
  await callAs(api, leaver.token, 'POST', '/v1/journal/purchases', { provider: 'app-store', receipt });
  const file = `/v1/journal/entries/${id}/attachments/${newId()}`;
  const type = { 'content-type': 'image/jpeg' };
  expect((await callAs(api, leaver.token, 'PUT', file, randomBytes(1000), type)).statusCode).toBe(200);

  const { token } = seller.admin;
  expect((await callAs(api, token, 'DELETE', `/v1/members/${leaver.id}`)).statusCode).toBe(204);
  const asked = await callAs(api, token, 'POST', `/v1/members/${leaver.id}/erasure`, { graceDays: 0 });
  expect(asked.statusCode).toBe(202);
  const sql = (text: string) => runSql(api.database.adminUrl, text);
  const swept = `select from platform.erasures where user_id = '${leaver.id}' and swept_at is not null`;
  await until(async () => (await sql(swept)).length > 0);
  for (const table of ['journals', 'entries', 'entry_versions', 'attachments', 'applied_changes', 'purchases'])
    expect([table, await sql(`select from journal.${table} where user_id = '${leaver.id}'`)]).toEqual([table, []]);
});
