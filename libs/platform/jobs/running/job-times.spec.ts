import { isAhead, latestTimeOf } from './job-times.js';

const job = { name: 'test.times', tries: 3, backoffMs: 1000 };

it.each([
  ['for as long as its interval', { ...job, everyMs: 3_600_000 }, 3_660_000],
  ['for its longest delay', job, 660_000],
  ['for as long as its last retry waits', { ...job, tries: 11 }, 2_108_000],
])('is delayed %s, and a minute more for clocks that differ', (_, definition, latest) => {
  expect(latestTimeOf(definition, 0)).toBe(latest);
});

it('is scheduled too late where its next run is more than its interval and a minute away', () => {
  const scheduled = { ...job, everyMs: 5000 };
  expect(isAhead(scheduled, 65_000, 0)).toBe(false);
  expect(isAhead(scheduled, 65_001, 0)).toBe(true);
  expect(isAhead(scheduled, undefined, 0)).toBe(false);
});
