import type { Cause } from '../level-in-force.js';
import type { Level } from '../sensors/sensed-level.js';
import { levelsByDay } from './levels-by-day.js';

const now = new Date('2026-04-30T12:00:00.000Z');
const change = (day: string, before: Level, after: Level, cause: Cause, process: string | null = null) => ({
  at: new Date(`2026-${day}T01:00:00.000Z`),
  process,
  before,
  after,
  cause,
  reason: '',
});
/** The days with a level, of changes of which the earliest is first. */
const reduced = (...changes: ReturnType<typeof change>[]) =>
  levelsByDay(changes.reverse(), now).flatMap(({ day, level }) => (level > 0 ? [[day.slice(5), level]] : []));

it('has 90 days up to today in UTC', () => {
  const days = levelsByDay([], now).map(({ day }) => day);
  expect([days.length, days[0], days.at(-1)]).toEqual([90, '2026-01-31', '2026-04-30']);
});

it('counts a level on each day until it is left', () => {
  expect(reduced(change('03-01', 0, 2, 'manual'), change('03-03', 2, 0, 'manual'))).toEqual([
    ['03-01', 2],
    ['03-02', 2],
    ['03-03', 2],
  ]);
});

it('takes what an operator has set as lasting, and what is older than 90 days too', () => {
  expect(reduced(change('04-29', 0, 1, 'manual'))).toEqual([
    ['04-29', 1],
    ['04-30', 1],
  ]);
  expect(reduced(change('01-01', 0, 3, 'manual'), change('02-01', 3, 0, 'manual'))).toEqual([
    ['01-31', 3],
    ['02-01', 3],
  ]);
});

it('counts what no process left again on its day alone', () => {
  expect(
    reduced(
      change('03-01', 0, 3, 'full_disk'),
      change('03-01', 3, 2, 'full_disk'),
      // After a restart.
      change('03-05', 0, 1, 'breakers'),
      change('03-06', 1, 0, 'breakers'),
    ),
  ).toEqual([
    ['03-01', 3],
    ['03-05', 1],
    ['03-06', 1],
  ]);
});

it('takes the greatest of all processes', () => {
  expect(
    reduced(
      change('03-01', 0, 4, 'event_loop', 'a 1'),
      change('03-01', 0, 1, 'event_loop', 'b 2'),
      change('03-02', 1, 0, 'event_loop', 'b 2'),
    ),
  ).toEqual([
    ['03-01', 4],
    ['03-02', 1],
  ]);
});
