import { nextOccurrence } from './next-occurrence.js';

const daily = [1, 2, 3, 4, 5, 6, 7];

it.each([
  ['later today', 'Europe/Paris', '08:30', daily, '2026-01-15T06:00:00Z', '2026-01-15T07:30:00Z'],
  ['tomorrow, when it is now', 'Europe/Paris', '08:30', daily, '2026-01-15T07:30:00Z', '2026-01-16T07:30:00Z'],
  ['now, until it is', 'Europe/Paris', '08:30', daily, '2026-01-15T07:29:59.999Z', '2026-01-15T07:30:00Z'],
  ['on the next of its weekdays', 'Europe/Paris', '08:30', [1, 3], '2026-01-15T12:00:00Z', '2026-01-19T07:30:00Z'],
  ['a week later, on its only weekday', 'Europe/Paris', '08:30', [4], '2026-01-15T08:00:00Z', '2026-01-22T07:30:00Z'],
  ['on a Sunday', 'Europe/Paris', '00:00', [7], '2026-01-15T08:00:00Z', '2026-01-17T23:00:00Z'],
  ['across the end of winter time', 'Europe/Paris', '08:30', daily, '2026-03-28T08:00:00Z', '2026-03-29T06:30:00Z'],
  ['across the end of summer time', 'Europe/Paris', '08:30', daily, '2026-10-24T07:00:00Z', '2026-10-25T07:30:00Z'],
  ['when clocks skip the time', 'Europe/Paris', '02:30', daily, '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z'],
  ['the day after that', 'Europe/Paris', '02:30', daily, '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z'],
  ['at the minute that follows', 'Europe/Paris', '03:00', daily, '2026-03-28T12:00:00Z', '2026-03-29T01:00:00Z'],
  ['the first time of two', 'Europe/Paris', '02:30', daily, '2026-10-24T12:00:00Z', '2026-10-25T00:30:00Z'],
  ['not the second time', 'Europe/Paris', '02:30', daily, '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
  [
    'not the second time, asked between',
    'Europe/Paris',
    '02:30',
    daily,
    '2026-10-25T01:10:00Z',
    '2026-10-26T01:30:00Z',
  ],
  ['where it is tomorrow already', 'Pacific/Kiritimati', '07:00', [5], '2026-01-15T12:00:00Z', '2026-01-15T17:00:00Z'],
  ['where it is still yesterday', 'Pacific/Pago_Pago', '23:00', [3], '2026-01-15T09:00:00Z', '2026-01-15T10:00:00Z'],
  ['at an odd offset', 'Asia/Kathmandu', '06:00', daily, '2026-01-15T00:00:00Z', '2026-01-15T00:15:00Z'],
  [
    'when clocks skip half an hour',
    'Australia/Lord_Howe',
    '02:15',
    daily,
    '2026-10-03T12:00:00Z',
    '2026-10-03T15:30:00Z',
  ],
  ['when clocks skip midnight', 'Africa/Cairo', '00:10', daily, '2026-04-23T12:00:00Z', '2026-04-23T22:00:00Z'],
  ['when clocks skip its day', 'Pacific/Apia', '12:00', [5], '2011-12-29T12:00:00Z', '2011-12-30T10:00:00Z'],
  ['where there is no summer time', 'UTC', '23:59', daily, '2026-12-31T23:59:00Z', '2027-01-01T23:59:00Z'],
])('is %s', (_, zone, time, weekdays, after, next) => {
  expect(nextOccurrence({ time, weekdays }, zone, new Date(after))).toEqual(new Date(next));
});

it('needs a time zone that there is', () => {
  expect(() => nextOccurrence({ time: '08:30', weekdays: daily }, 'Mars/Olympus', new Date())).toThrow(RangeError);
});
