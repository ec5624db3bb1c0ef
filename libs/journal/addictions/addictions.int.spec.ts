// Real: the whole API, PostgreSQL, people who sign in. Faked: nothing.
import { newId } from '#platform/ids';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let person: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
  tenant = await freshTenant(api);
});
beforeEach(async () => {
  person = await signedIn(api, tenant, 'member');
});
afterAll(() => api?.close());

const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, version?: number, by = person) =>
  callAs(
    api,
    by.token,
    method,
    `/v1/journal${path}`,
    body,
    version === undefined ? {} : { 'if-match': `"v${version}"` },
  );
const wine = {
  kind: 'alcohol',
  name: 'Wine in the evening',
  start: '2015-02-01',
  goalDays: 90,
  dailyCostMinor: 850,
  currency: 'EUR',
  dailyMinutes: 120,
  motivation: 'My children',
};
const stamps = { createdAt: expect.any(String), updatedAt: expect.any(String) };
const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
const pointers = async (path: string, body: object) => {
  const answer = await call('POST', path, body);
  return [answer.statusCode, ...(answer.json().errors ?? []).map(({ pointer }: { pointer: string }) => pointer)];
};

describe('an addiction', () => {
  it('is noted, read, replaced and listed by its start', async () => {
    const { id, ...created } = (await call('POST', '/addictions', wine)).json();
    expect(created).toEqual({ ...wine, version: 1, ...stamps });
    const replaced = await call('PUT', `/addictions/${id}`, { kind: 'other', start: '2016-01-01' }, 1);
    const none = { name: '', goalDays: null, dailyCostMinor: null, currency: null, dailyMinutes: null, motivation: '' };
    expect(replaced.json()).toEqual({ id, kind: 'other', start: '2016-01-01', ...none, version: 2, ...stamps });
    await call('POST', '/addictions', wine);
    const { data } = (await call('GET', '/addictions')).json();
    expect(data.map(({ start }: { start: string }) => start)).toEqual(['2015-02-01', '2016-01-01']);
    expect((await call('GET', `/addictions/${id}`)).json()).toEqual(replaced.json());
  });

  it('takes its relapses with it when it is deleted, and no others', async () => {
    const [one, other] = [await call('POST', '/addictions', wine), await call('POST', '/addictions', wine)];
    for (const { id } of [one.json(), other.json()]) {
      await call('POST', '/relapses', { addictionId: id, day: '2016-05-01' });
    }
    expect((await call('DELETE', `/addictions/${one.json().id}`, undefined, 1)).statusCode).toBe(204);
    const { data } = (await call('GET', '/relapses')).json();
    expect(data.map(({ addictionId }: { addictionId: string }) => addictionId)).toEqual([other.json().id]);
    expect((await call('GET', `/addictions/${one.json().id}`)).json().code).toBe('addiction_not_found');
  });

  it('is refused with pointers to what is wrong', async () => {
    expect(await pointers('/addictions', { ...wine, kind: 'chess' })).toEqual([400, '/kind']);
    expect(await pointers('/addictions', { ...wine, start: '1850-01-01' })).toEqual([400, '/start']);
    expect(await pointers('/addictions', { ...wine, start: tomorrow })).toEqual([400, '/start']);
    expect(await pointers('/addictions', { ...wine, goalDays: 0, dailyMinutes: 1441 })).toEqual([
      400,
      '/goalDays',
      '/dailyMinutes',
    ]);
    expect(await pointers('/addictions', { ...wine, currency: undefined })).toEqual([400, '/currency']);
    expect(await pointers('/addictions', { ...wine, dailyCostMinor: undefined })).toEqual([400, '/dailyCostMinor']);
  });
});

describe('a relapse', () => {
  it('is noted for a day of its own, replaced, deleted, and listed by addiction, the latest first', async () => {
    const [one, other] = [newId(), newId()];
    const note = async (addictionId: string, day: string) =>
      (await call('POST', '/relapses', { addictionId, day, note: `On ${day}` })).json();
    const first = await note(one, '2026-01-01');
    const late = await note(one, '2026-02-01');
    await note(other, '2026-03-01');
    const days = async (query = '') =>
      (await call('GET', `/relapses${query}`)).json().data.map(({ day }: { day: string }) => day);
    expect(await days()).toEqual(['2026-03-01', '2026-02-01', '2026-01-01']);
    expect(await days(`?addiction=${one}`)).toEqual(['2026-02-01', '2026-01-01']);
    expect((await call('GET', `/relapses/${first.id}`)).json().note).toBe('On 2026-01-01');
    await call('PUT', `/relapses/${late.id}`, { addictionId: one, day: '2025-12-01' }, 1);
    await call('DELETE', `/relapses/${first.id}`, undefined, 1);
    expect(await days(`?addiction=${one}`)).toEqual(['2025-12-01']);
    expect(await pointers('/relapses', { addictionId: one, day: '1850-01-01' })).toEqual([400, '/day']);
  });
});

it('their texts are stored encrypted, and seen by nobody else', async () => {
  const { id } = (await call('POST', '/addictions', wine)).json();
  await call('POST', '/relapses', { addictionId: id, day: '2026-01-01', note: 'My children' });
  const stored = await runSql<{ text: string }>(
    api.database.adminUrl,
    `set app.tenant_id = '${tenant.id}';
     select encode(name || motivation, 'escape') as text from journal.addictions where user_id = '${person.id}'
     union all select encode(note, 'escape') from journal.relapses where user_id = '${person.id}'`,
  );
  expect(stored).toHaveLength(2);
  for (const { text } of stored) expect(text).not.toMatch(/Wine|children/);
  const owner = await signedIn(api, tenant, 'owner');
  for (const path of ['/addictions', '/relapses']) {
    expect((await call('GET', path, undefined, undefined, owner)).json().data).toEqual([]);
    expect((await call('GET', path)).json().data).toHaveLength(1);
  }
});
