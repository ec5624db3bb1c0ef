import { pauseAfterFailure, pauseAfterSuccess, rhythmOf } from './next-fetch.js';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const every = (hours: number) => Array.from({ length: 20 }, (_, i) => ago(i * hours));

it.each<[string, string[], number | null, number]>([
  ['a post every hour', every(1), null, 15],
  ['a post every four hours', every(4), null, 60],
  ['a post a day', every(24), null, 360],
  ['a post a month', every(720), null, 1440],
  ['a post a minute', every(1 / 60), null, 15],
  ['no dates', [], null, 60],
  ['one post', [ago(3)], null, 60],
  ['posts of one moment, as of an import', [ago(3), ago(3), ago(3)], null, 60],
  ['posts in the future alone', [ago(-3)], null, 60],
  ['a post an hour that asks for two hours', every(1), 120, 120],
  ['a feed that asks for a year', every(1), 525_600, 1440],
])('%s', (_, published, ttl, minutes) => {
  expect(rhythmOf(published, ttl, now).intervalMinutes).toBe(minutes);
});

it('a feed that has been silent for long is fetched ever less often, at least once a day', () => {
  const after = (hours: number) =>
    pauseAfterSuccess({ intervalMinutes: 15, newestAt: new Date(now.getTime() - hours * 3_600_000) }, now, 0.5);
  expect([after(1), after(8), after(80), after(8000)]).toEqual([900, 3600, 36_000, 86_400]);
});

it('a pause varies by a tenth', () => {
  const rhythm = { intervalMinutes: 60, newestAt: null };
  expect([0, 0.5, 1].map((chance) => pauseAfterSuccess(rhythm, now, chance))).toEqual([3240, 3600, 3960]);
});

it('each failure doubles the pause, up to a day, and Retry-After may lengthen it, up to a day', () => {
  expect([1, 2, 3, 7, 8, 500].map((failures) => pauseAfterFailure(failures, 0, 0.5))).toEqual([
    900, 1800, 3600, 57_600, 86_400, 86_400,
  ]);
  expect([30, 5000, 1e9].map((asked) => pauseAfterFailure(1, asked, 0.5))).toEqual([900, 5000, 86_400]);
});
