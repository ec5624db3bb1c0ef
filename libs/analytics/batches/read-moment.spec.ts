import fc from 'fast-check';
import { readDateTime } from '#platform/dates';
import { readMoment } from './read-moment.js';

const two = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));
const fraction = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^\d{1,11}$/).map((digits) => `.${digits}`),
  fc.constant('.'),
);
const offset = fc.oneof(
  fc.constantFrom('Z', 'z', '', '+0100', '+1:00', ' ', '-00:00', 'Z ', '+01:00:00'),
  fc.tuple(fc.constantFrom('+', '-'), two(25), two(61)).map(([sign, hour, minute]) => `${sign}${hour}:${minute}`),
);
const year = fc.integer({ min: 0, max: 9_998 }).map((value) => String(value).padStart(4, '0'));
const written = fc
  .tuple(year, two(13), two(32), fc.constantFrom('T', 'T', 'T', 't', ' '), two(24), two(60), two(60), fraction, offset)
  .map(
    ([y, month, day, t, hour, minute, second, part, end]) =>
      `${y}-${month}-${day}${t}${hour}:${minute}:${second}${part}${end}`,
  );
const replaced = fc
  .tuple(written, fc.nat({ max: 30 }), fc.constantFrom('x', '0', '-', ':', '.', '٣', ''))
  .map(([text, at, by]) => `${text.slice(0, at)}${by}${text.slice(at + 1)}`);

it('takes the dates from the year 100 on that readDateTime takes, as the same moments', () => {
  fc.assert(
    fc.property(fc.oneof(written, written, replaced, fc.string()), (text) => {
      const moment = text.startsWith('00') ? undefined : readDateTime(text);
      expect(readMoment(text)).toBe(moment?.getTime() ?? Number.NaN);
    }),
    { numRuns: 5_000 },
  );
});

it.each([
  ['2024-02-29T00:00:00Z', true],
  ['2026-02-29T00:00:00Z', false],
  ['2000-02-29T00:00:00Z', true],
  ['2100-02-29T00:00:00Z', false],
  ['2026-04-31T00:00:00Z', false],
  ['2026-02-30T00:00:00Z', false],
  ['2026-12-31T23:59:60Z', false],
  ['2026-12-31T23:59:59', false],
  ['2026-12-31', false],
  ['', false],
])('%s is a date: %s', (text, expected) => expect(!Number.isNaN(readMoment(text))).toBe(expected));
