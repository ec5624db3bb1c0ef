import fc from 'fast-check';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { dayAfter } from '../goals/progress.js';
import { type Code, recommend } from './recommend.js';
import { LONG, loadOf, type RecentRide, type Situation, type Weather } from './situation.js';
import { wordsOf } from './words.js';

const today = '2026-06-15';
type Goal = Situation['goals'][number];
/** A ride so many days ago, of so many minutes: 25 km an hour. */
const ride = (
  ago: number,
  minutes: number,
  zones: number[] | null = null,
  more: Partial<RecentRide> = {},
): RecentRide => ({
  id: `ride ${ago}`,
  day: dayAfter(today, -ago),
  kind: 'road',
  distance: (minutes * 25_000) / 60,
  movingTime: minutes * 60,
  climb: null,
  heartRateZones: zones?.map((each) => each * 60) ?? null,
  powerZones: null,
  ...more,
});
const on = (days: readonly number[], minutes: number, zones?: number[]) => days.map((ago) => ride(ago, minutes, zones));
/** A ride each so many days, of 42 days, the first of them so many days ago. */
const every = (days: number, minutes: number, from = 1, zones?: number[]) =>
  on(
    Array.from({ length: LONG }, (_, ago) => ago).filter((ago) => ago >= from && (ago - from) % days === 0),
    minutes,
    zones,
  );
/** In this month, of which 14 of 30 days are over. */
const goal = (target: number, done: number, more: Partial<Goal> = {}): Goal => ({
  id: 'goal',
  measure: 'distance',
  kind: null,
  target,
  progress: { begins: '2026-06-01', ends: '2026-07-01', done, pace: (target * 14) / 30 },
  ...more,
});
interface Given {
  readonly before?: number;
  readonly goals?: readonly Goal[];
  readonly weather?: Weather;
}
function situationOf(given: readonly RecentRide[], { before, goals = [], weather = {} }: Given = {}): Situation {
  const rides = [...given].sort((a, b) => (a.day < b.day ? 1 : -1));
  const rode = new Set(rides.map(({ day }) => day));
  const begins = rode.has(today) ? 0 : 1;
  let daysInARow = 0;
  while (rode.has(dayAfter(today, -begins - daysInARow))) daysInARow += 1;
  return { today, rides, before: before === undefined ? null : dayAfter(today, -before), daysInARow, goals, weather };
}

// An hour each second day is a load of 60 a day; 240 of a two-hour ride are hard.
const steady = every(2, 60);
const long = { before: 44 };
const histories: [name: string, rides: readonly RecentRide[], given: Given, expected: Code[]][] = [
  ['no ride at all', [], {}, ['first_ride']],
  ['no ride, but a goal', [], { goals: [goal(200_000, 0)] }, ['first_ride']],
  ['the first ride today', on([0], 60), {}, ['getting_started']],
  ['the first ride, of five hours', on([1], 300), {}, ['getting_started']],
  [
    'twelve days since the first ride',
    every(3, 60).filter(({ day }) => day >= dayAfter(today, -12)),
    {},
    ['getting_started'],
  ],
  [
    'fourteen days since the first ride',
    every(3, 60).filter(({ day }) => day >= dayAfter(today, -13)),
    {},
    ['keep_going'],
  ],
  ['a beginner who rides hard three days in a row', on([0, 1, 2], 120), {}, ['rest_hard_days']],
  ['an hour each second day, without heart rate or power', steady, long, ['keep_going']],
  ['a week too hard', [...every(2, 60, 8), ...on([1, 3, 5, 6], 110)], long, ['rest_hard_week']],
  ['a week just within', [...every(2, 60, 8), ...on([1, 3, 5, 7], 75)], long, ['keep_going']],
  ['an easy week', [...every(2, 60, 8), ...on([3], 60)], long, ['more']],
  ['three hard days up to yesterday', [...every(3, 60, 6), ...on([1, 2, 3], 120)], long, ['rest_hard_days']],
  ['two hard days', [...every(2, 90, 4), ...on([1, 2], 120)], long, ['keep_going']],
  [
    'an easy ride after three hard days',
    [...every(1, 75, 8).filter((_, n) => n % 6), ...on([1, 2, 3], 150), ride(0, 20)],
    long,
    ['keep_going'],
  ],
  ['six days in a row', [...every(2, 60, 8), ...on([1, 2, 3, 4, 5, 6], 30)], long, ['rest_days_in_a_row']],
  [
    'four days in a row, until yesterday',
    [...every(2, 60, 6), ...on([1, 2, 3, 4], 50)],
    long,
    ['keep_streak', 'keep_going'],
  ],
  ['four days in a row, with today', [...every(2, 60, 5), ...on([0, 1, 2, 3], 50)], long, ['keep_going']],
  ['two days in a row', [...every(2, 60, 4), ...on([1, 2], 60)], long, ['keep_going']],
  ['three days in a row', [...every(2, 60, 5), ...on([1, 2, 3], 60)], long, ['keep_streak', 'keep_going']],
  ['five days in a row', [...every(2, 60, 7), ...on([1, 2, 3, 4, 5], 40)], long, ['keep_streak', 'keep_going']],
  ['a break of nine days', every(2, 60, 9), long, ['more']],
  ['a break of ten days', every(2, 60, 10), long, ['ease_back']],
  ['illness of two weeks, and the first ride after it', [...every(2, 60, 15), ride(1, 40)], long, ['ease_back']],
  ['illness of a week, and two rides after it', [...every(2, 60, 9), ...on([0, 2], 40)], long, ['more']],
  ['a winter without a ride', [], { before: 120 }, ['ease_back']],
  ['a winter without a ride, and one of three hours', on([1], 180), { before: 120 }, ['ease_back']],
  [
    'no heart rate, but power',
    every(2, 60, 1).map((each) => ({ ...each, heartRateZones: null, powerZones: [1200, 2400] })),
    long,
    ['keep_going'],
  ],
  [
    'a heart rate that rises for a week',
    [...every(2, 60, 8, [60, 0, 0, 0, 0]), ...every(2, 60, 1, [0, 0, 0, 60, 0]).slice(0, 4)],
    long,
    ['rest_hard_week'],
  ],
  [
    'goals behind, reached and out of reach',
    steady,
    {
      ...long,
      goals: [goal(300_000, 100_000), goal(100_000, 100_000), goal(2_000_000, 100_000), goal(300_000, 200_000)],
    },
    ['goal_behind', 'keep_going', 'goal_out_of_reach', 'goal_reached'],
  ],
  [
    'a goal behind, but three hard days',
    [...every(3, 60, 6), ...on([1, 2, 3], 120)],
    { ...long, goals: [goal(300_000, 100_000)] },
    ['rest_hard_days'],
  ],
  ['a goal nearly reached, ahead of its pace', steady, { ...long, goals: [goal(300_000, 290_000)] }, ['keep_going']],
  ['a goal that is over', steady, { ...long, goals: [goal(300_000, 0, { progress: null })] }, ['keep_going']],
  ['a goal far away in the first week', on([1, 3], 60), { goals: [goal(2_000_000, 50_000)] }, ['getting_started']],
  [
    'a goal reached, but three hard days',
    [...every(3, 60, 6), ...on([1, 2, 3], 120)],
    { ...long, goals: [goal(100_000, 100_000)] },
    ['rest_hard_days', 'goal_reached'],
  ],
  [
    'one ride is left to a goal of today',
    steady,
    {
      ...long,
      goals: [
        goal(100_000, 76_000, { progress: { begins: '2026-06-09', ends: '2026-06-16', done: 76_000, pace: 85_714 } }),
      ],
    },
    ['goal_behind', 'keep_going'],
  ],
  [
    'an easy week in the heat',
    [...every(2, 60, 8), ...on([3], 60)],
    { ...long, weather: { temperature: 32 } },
    ['heat', 'keep_going'],
  ],
  ['a day of 32 °C', steady, { ...long, weather: { temperature: 32 } }, ['heat', 'keep_going']],
  ['ice at 1 °C', steady, { ...long, weather: { temperature: 1, rain: 0.1 } }, ['ice', 'keep_going']],
  ['a storm', steady, { ...long, weather: { temperature: 15, wind: 12, rain: 4 } }, ['wind', 'rain', 'keep_going']],
  ['dry frost', steady, { ...long, weather: { temperature: -5, rain: 0 } }, ['cold', 'keep_going']],
  ['just within', steady, { ...long, weather: { temperature: 31.9, wind: 11.9, rain: 3.9 } }, ['keep_going']],
  ['no frost yet', steady, { ...long, weather: { temperature: -4.9 } }, ['keep_going']],
  ['frost and rain', steady, { ...long, weather: { temperature: -5, rain: 4 } }, ['ice', 'keep_going']],
  ['frost', steady, { ...long, weather: { temperature: -5, wind: 12 } }, ['cold', 'wind', 'keep_going']],
  [
    'rain, but no frost',
    steady,
    { ...long, weather: { temperature: 1.1, rain: 4, wind: 11.9 } },
    ['rain', 'keep_going'],
  ],
  [
    'a storm in the heat, and more goals than are said',
    steady,
    {
      ...long,
      weather: { temperature: 40, wind: 30, rain: 20 },
      goals: [goal(300_000, 100_000), goal(310_000, 100_000), goal(100_000, 100_000)],
    },
    ['heat', 'wind', 'rain', 'goal_behind', 'goal_behind'],
  ],
];

it('has thirty histories or more', () => expect(histories.length).toBeGreaterThanOrEqual(30));

it.each(histories)('%s', (_name, rides, given, expected) => {
  const found = recommend(situationOf(rides, given));
  expect(found.map(({ code }) => code)).toEqual(expected);
  for (const advice of found)
    for (const locale of ['en', 'fr'] as const) {
      const { text, why } = wordsOf(advice, locale, 'metric');
      expect(`${text} ${why}`).not.toMatch(/[{}]|undefined|NaN/);
    }
});

it('the load of a ride is of its heart rate, else of its power, else of its time', () => {
  const zones = { heartRateZones: [600, 1200], powerZones: [0, 0, 1800] };
  expect(loadOf(ride(0, 60, null, zones))).toBe(10 + 2 * 20);
  expect(loadOf(ride(0, 60, null, { ...zones, heartRateZones: [60, 1200] }))).toBe(3 * 30);
  expect(loadOf(ride(0, 60, null, { heartRateZones: [60, 60], powerZones: [3600] }))).toBe(120);
});

it('says from what, in the language and units of the rider', () => {
  const behind = recommend(situationOf(steady, { ...long, goals: [goal(300_000, 100_000)] }))[0];
  expect(behind).toMatchObject({
    inputs: {
      targetMetres: 300_000,
      doneMetres: 100_000,
      daysLeft: 16,
      neededMetresPerDay: 12_500,
      usualMetresPerDay: 12_500,
    },
    rideIds: ['ride 1', 'ride 3', 'ride 5', 'ride 7', 'ride 9', 'ride 11', 'ride 13'],
  });
  if (!behind) return;
  expect(wordsOf(behind, 'fr', 'metric').text).toMatch(/^Avec 12,5\skm par jour, vous atteindrez votre objectif\.$/);
  expect(wordsOf({ ...behind, indoors: true }, 'en', 'imperial').text).toBe('7.8 mi a day indoors reach your goal.');
  const [rest] = recommend(situationOf([...every(2, 60, 8), ...on([1, 3, 5, 6], 110)], long));
  expect(rest?.rideIds).toEqual(['ride 1', 'ride 3', 'ride 5', 'ride 6']);
  expect(rest?.inputs.acuteLoadPerDay).toBeCloseTo((4 * 220) / 7, 6);
  const [going] = recommend(
    situationOf(
      every(1, 10).filter((_, n) => n % 5),
      long,
    ),
  );
  expect(going?.rideIds).toHaveLength(20);
});

const anyRide = fc.record({
  ago: fc.integer({ min: -1, max: LONG - 1 }),
  minutes: fc.integer({ min: 0, max: 900 }),
  zones: fc.option(fc.array(fc.nat(300), { minLength: 1, maxLength: 10 })),
});
const anyGoal = fc.record({
  target: fc.integer({ min: 1, max: 1_000_000_000 }),
  done: fc.nat(2_000_000),
  measure: fc.constantFrom('distance' as const, 'movingTime' as const, 'climb' as const, 'rides' as const),
});
const anyGiven = fc.record({
  rides: fc.array(anyRide, { maxLength: 60 }),
  before: fc.option(fc.integer({ min: LONG, max: 900 }), { nil: undefined }),
  goals: fc.array(anyGoal, { maxLength: 20 }),
  weather: fc.record(
    {
      temperature: fc.double({ min: -60, max: 60, noNaN: true }),
      wind: fc.double({ min: 0, max: 75, noNaN: true }),
      rain: fc.double({ min: 0, max: 500, noNaN: true }),
    },
    { requiredKeys: [] },
  ),
});

it('whatever the history, one to five are given, nobody who shall rest is urged, and the same again is the same', () => {
  fc.assert(
    fc.property(anyGiven, ({ rides, goals, ...given }) => {
      const situation = situationOf(
        rides.map(({ ago, minutes, zones }) => ride(ago, minutes, zones)),
        { ...given, goals: goals.map(({ target, done, measure }) => goal(target, done, { measure })) },
      );
      const found = recommend(situation);
      const told = found.map(({ code }) => code);
      expect(told.length).toBeGreaterThan(0);
      expect(told.length).toBeLessThanOrEqual(5);
      const rests = told.some((code) => code.startsWith('rest_'));
      const urges = told.some((code) => ['more', 'goal_behind', 'keep_streak', 'keep_going'].includes(code));
      expect(rests && urges).toBe(false);
      expect(found.map(({ priority }) => priority)).toEqual(found.map(({ priority }) => priority).sort());
      for (const { inputs, rideIds } of found) {
        for (const value of Object.values(inputs)) expect(Number.isFinite(value)).toBe(true);
        expect(rideIds.length).toBeLessThanOrEqual(20);
      }
      expect(recommend(structuredClone(situation))).toEqual(found);
    }),
    { numRuns: propertyRuns(300) },
  );
});
