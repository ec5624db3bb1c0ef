// Real: the API and its workers over their own PostgreSQL. Faked: the events, which SQL wrote.
import { Asker } from '../../../test/support/questions.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { workers } from '../../../test/support/workers.js';

let api: TestApp;
let asker: Asker;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
});
beforeEach(async () => {
  asker = await Asker.in(api);
});
afterAll(() => api?.close());

const weeks = { from: '2026-01-05', to: '2026-01-25' };
const on = (subject: string | null, day: number, name = 'opened') => ({
  ...{ subject, name, at: new Date(Date.UTC(2026, 0, day, 12)).toISOString() },
});

it('counts who came back, by the week of the first event', async () => {
  await asker.write([
    ...[on('anna', 4), on('anna', 5), on('anna', 6), on('anna', 25), on('anna', 26)],
    ...[on('bela', 11), on('bela', 12), on('carl', 12, 'closed'), on(null, 12)],
  ]);
  const { cohorts, ...about } = (await asker.ask('retention', weeks)).json();
  expect(about).toEqual({ timeZone: 'Europe/Paris', freshTo: expect.any(String), exactness: 'exact' });
  expect(cohorts).toEqual([
    { week: '2026-01-05', subjects: 2, returned: [1, 1] },
    { week: '2026-01-12', subjects: 1, returned: [0] },
    { week: '2026-01-19', subjects: 0, returned: [] },
  ]);
  const closed = (await asker.ask('retention', { ...weeks, name: 'closed' })).json().cohorts;
  expect(closed.map(({ subjects }: { subjects: number }) => subjects)).toEqual([0, 1, 0]);
});

it.each([
  ['a week that begins on Tuesday', { from: '2026-01-06' }, [400, 'not_whole_weeks']],
  ['a week that ends on Saturday', { to: '2026-01-24' }, [400, 'not_whole_weeks']],
  ['no week', { to: '2026-01-04' }, [400, 'period_backwards']],
  ['fourteen weeks', { to: '2026-04-12' }, [422, 'question_too_large']],
  ['a name that is no text', { name: 7 }, [400, 'validation_failed']],
  ['an unknown field', { names: ['opened'] }, [400, 'validation_failed']],
])('refuses %s', async (_, change, refusal) => {
  const answer = await asker.call('POST', 'retention', { ...weeks, ...change });
  expect([answer.statusCode, answer.json().code]).toEqual(refusal);
});

it('takes thirteen weeks', async () => {
  const answer = await asker.ask('retention', { ...weeks, to: '2026-04-05' });
  expect(answer.json().cohorts).toHaveLength(13);
});
