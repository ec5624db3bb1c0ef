// Real: the whole API over its own PostgreSQL. Faked: the events are stored by the database's function, since clients may send
// none of other months.
import { freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { storingBatches } from '../../../test/support/staged-batches.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

let api: TestApp;
let tenant: { id: string; slug: string };
let editor: SignedIn;
beforeAll(async () => {
  api = await startTestApp();
});
beforeEach(async () => {
  tenant = await freshTenant(api, { timeZone: 'Europe/Paris' });
  editor = await signedIn(api, tenant, 'editor');
});
afterAll(() => api?.close());

const store = (...times: readonly string[]) => {
  const events = times.map((at) => ({ at }));
  return runSql(api.database.appUrl, storingBatches(1, [{ tenantId: tenant.id, zone: 'Europe/Paris', events }]));
};
/** The units that have events, or had some in the period before. */
async function ask(query: string) {
  const headers = { authorization: `Bearer ${editor.token}` };
  const { data, totals } = (await api.inject({ url: `/v1/analytics/series?${query}`, headers })).json();
  const filled = data.filter(({ events, before }: { events: number; before: number }) => events + before > 0);
  return { filled, totals, starts: data.map(({ start }: { start: string }) => start) };
}

it.each([
  // Noon by the clock, which is put forward in the first night and back in the second.
  ['2026-03-29', '2026-03-28T11:30:00Z', '2026-03-29T10:00:00.000Z'],
  ['2026-10-25', '2026-10-24T10:30:00Z', '2026-10-25T11:00:00.000Z'],
])('sets an hour of %s beside that of the same clock on the day before', async (day, at, start) => {
  await store(at);
  expect(await ask(`unit=hour&from=${day}&to=${day}`)).toMatchObject({
    ...{ filled: [{ start, events: 0, before: 1 }], totals: { events: 0, before: 1 } },
  });
});

it('has the days of the whole period before, and no others', async () => {
  await store('2026-03-20T22:59:59Z', '2026-03-20T23:00:00Z', '2026-03-27T22:59:59Z', '2026-03-27T23:00:00Z');
  expect(await ask('from=2026-03-28&to=2026-04-03')).toMatchObject({
    filled: [
      { start: '2026-03-28', events: 1, before: 1 },
      { start: '2026-04-03', events: 0, before: 1 },
    ],
    totals: { events: 1, before: 2 },
  });
});

it('has hours up to the end of the last day', async () => {
  await store('2026-03-28T22:59:59.999Z', '2026-03-28T23:00:00Z');
  expect((await ask('unit=hour&from=2026-03-28&to=2026-03-28')).totals).toEqual({ events: 1, before: 0 });
});

it.each([
  ['week', 'from=2026-03-01&to=2026-03-09', ['2026-03-01', '2026-03-02', '2026-03-09']],
  ['month', 'from=2026-01-30&to=2026-03-01', ['2026-01-30', '2026-02-01', '2026-03-01']],
])('begins each %s but the first with its first day', async (unit, period, starts) => {
  expect((await ask(`unit=${unit}&${period}`)).starts).toEqual(starts);
});
