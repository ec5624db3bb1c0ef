import { retryDelaySeconds } from './retry.js';

const tries = Array.from({ length: 10 }, (_, i) => i + 1);

it('ten tries go over a little more than three days', () => {
  const pauses = tries.map((n) => retryDelaySeconds(n, 0, 0));
  expect(pauses).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined]);
  const days = pauses.reduce<number>((sum, each) => sum + (each ?? 0), 0) / 86_400;
  expect(days).toBeCloseTo(3.15, 2);
});

it('a pause is up to a tenth longer', () => {
  expect([0, 0.5, 1].map((chance) => retryDelaySeconds(2, 0, chance))).toEqual([300, 315, 330]);
});

it('a receiver may ask for a longer one, of a day at most', () => {
  expect([1, 120, 1e9].map((asked) => retryDelaySeconds(1, asked, 0))).toEqual([5, 120, 86_400]);
  expect(retryDelaySeconds(10, 120)).toBeUndefined();
});
