import { weekNamed, weekOf } from './iso-week.js';

const hoursOf = (name: string) => {
  const week = weekNamed(name);
  return week && (week.until.getTime() - week.from.getTime()) / 3_600_000;
};

it('a week is from Monday to Sunday by the clocks of Paris', () => {
  expect(weekOf(new Date('2026-11-15T22:59:59.999Z')).name).toBe('2026-W46');
  expect(weekOf(new Date('2026-11-15T23:00Z'))).toEqual({
    name: '2026-W47',
    monday: '2026-11-16',
    from: new Date('2026-11-15T23:00Z'),
    until: new Date('2026-11-22T23:00Z'),
  });
  expect(weekOf(new Date('2026-07-05T22:00Z')).from).toEqual(new Date('2026-07-05T22:00Z'));
});

it('has an hour less in spring, and one more in autumn', () => {
  expect(['2026-W12', '2026-W13', '2026-W14', '2026-W43', '2026-W44'].map(hoursOf)).toEqual([168, 167, 168, 169, 168]);
});

it('belongs to the year of its Thursday', () => {
  expect(weekOf(new Date('2027-01-03T12:00Z')).name).toBe('2026-W53');
  expect(weekOf(new Date('2027-01-04T12:00Z')).name).toBe('2027-W01');
  expect(weekOf(new Date('2024-12-30T12:00Z')).name).toBe('2025-W01');
});

it('is found so many weeks before, also beyond a change of clocks and a year', () => {
  expect(weekOf(new Date('2026-10-26T05:00Z'), 1).name).toBe('2026-W43');
  expect(weekOf(new Date('2027-01-04T05:00Z'), 2).name).toBe('2026-W52');
});

it.each(['2026-W00', '2026-W54', '2027-W53', '2026-47', '2026-W7', 'week', '', '2026-W47 '])(
  'there is no week %j',
  (name) => {
    expect(weekNamed(name)).toBeUndefined();
  },
);
