import fc from 'fast-check';
import { readDateTime } from '#platform/dates';

it.each([
  ['2026-01-15T09:30:00Z', '2026-01-15T09:30:00.000Z'],
  ['2026-01-15T09:30:00.123456789+05:30', '2026-01-15T04:00:00.123Z'],
  ['2024-02-29T23:59:59-12:00', '2024-03-01T11:59:59.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('reads %s', (text, moment) => expect(readDateTime(text)?.toISOString()).toBe(moment));

it.each([
  ['another form', '2026-01-15'],
  ['no offset', '2026-01-15T09:30:00'],
  ['a space for the T', '2026-01-15 09:30:00Z'],
  ['text after it', '2026-01-15T09:30:00Z\n'],
  ['a day that February does not have', '2026-02-31T00:00:00Z'],
  ['29 February of another year', '2025-02-29T00:00:00Z'],
  ['a day 0', '2026-01-00T00:00:00Z'],
  ['a month 13', '2026-13-01T00:00:00Z'],
  ['an hour 24', '2026-01-15T24:00:00Z'],
  ['a leap second', '2016-12-31T23:59:60Z'],
  ['an offset of a day', '2026-01-15T09:30:00+24:00'],
  ['the year 0', '0000-12-31T23:59:59Z'],
  ['the year 0 of UTC', '0001-01-01T00:00:00+01:00'],
  ['the year 10000 of UTC', '9999-12-31T23:59:59-12:00'],
  ['a year of six digits', '+010000-01-01T00:00:00Z'],
])('refuses %s: %s', (_, text) => expect(readDateTime(text)).toBeUndefined());

it('reads every moment of these years that JavaScript writes', () => {
  const range = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') };
  fc.assert(
    fc.property(fc.date({ ...range, noInvalidDate: true }), (moment) =>
      expect(readDateTime(moment.toISOString())).toEqual(moment),
    ),
  );
});
