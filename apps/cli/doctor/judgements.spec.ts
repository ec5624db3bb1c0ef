import { Settings } from '#platform/config';
import { judgeAge } from './backups.check.js';
import { judgeClock } from './clocks.check.js';
import { judgeSpace } from './disk.check.js';
import { judgeWaived } from './erasures.check.js';
import { judgeGrowth } from './growth.check.js';

const GIBIBYTE = 1024 ** 3;

it.each([
  [3, 'fine'],
  [-499, 'fine'],
  [700, 'warning'],
  [-6000, 'problem'],
])('a clock %d ms ahead is %s', (ahead, state) => {
  expect(judgeClock('Redis', ahead)).toMatchObject({ name: 'clock.redis', state });
});

it.each([
  [50, 100, 'fine'],
  [1.2, 100, 'problem'],
  [4, 100, 'warning'],
  [0.9, 10, 'warning'],
  [0.2, 1, 'problem'],
])('%d of %d GiB free is %s', (free, total, state) => {
  expect(judgeSpace('disk.data', './var', free * GIBIBYTE, total * GIBIBYTE)).toMatchObject({ state });
});

it.each([
  [30, 24, 'fine'],
  [49, 24, 'warning'],
  [49, 168, 'fine'],
])('a backup %d hours old, with one due every %d hours, is %s', (age, every, state) => {
  expect(judgeAge(age, every)).toMatchObject({ state });
});

it.each([
  [0, 'fine', /^No erasure/],
  [1, 'warning', /^1 erasure or purge is waived/],
  [2, 'warning', /^2 erasures or purges are waived/],
])('%d waived erasures are %s', (waived, state, summary) => {
  const judged = judgeWaived(waived);
  expect(judged).toMatchObject({ name: 'erasures', state, summary: expect.stringMatching(summary) });
  expect(judged.remedy?.includes('palier erasures replay')).toBe(waived > 0 || undefined);
});

describe('growth', () => {
  const grown = Object.assign(new Settings(), {
    databaseUrl: 'postgres://pooler/palier',
    databaseDirectUrl: 'postgres://db/palier',
    redisUrl: 'redis://jobs',
  });

  it.each([
    [0, 'fine', /until 50/],
    [50, 'advice', /missing: Redis/],
    [200, 'advice', /a PostgreSQL of its own.*Redis/],
    [500, 'advice', /PgBouncer in transaction mode/],
  ])('at %d tenants in solo: %s', (tenants, state, summary) => {
    expect(judgeGrowth(tenants, new Settings(), true)).toMatchObject({
      state,
      summary: expect.stringMatching(summary),
    });
  });

  it('advises nothing that is configured, and names what the settings do not show', () => {
    expect(judgeGrowth(50, grown, false)).toMatchObject({ state: 'fine' });
    const many = judgeGrowth(700, grown, false);
    expect(many.summary).toContain('the settings have all that is needed');
    expect(many.remedy).toMatch(/object storage.*workers.*several API servers/);
  });
});
