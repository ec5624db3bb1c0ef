import { isTimeZone } from '#platform/dates';

it.each(Intl.supportedValuesOf('timeZone'))('knows %s', (zone) => expect(isTimeZone(zone)).toBe(true));

it.each([
  ...['UTC', 'Etc/GMT+5', 'Asia/Kolkata', 'Europe/Kyiv', 'Asia/Ho_Chi_Minh', 'America/Argentina/Buenos_Aires'],
  ...['US/Pacific', 'Japan', 'EST', 'GMT'],
])('knows %s, though it is an alias', (zone) => expect(isTimeZone(zone)).toBe(true));

it.each([
  ['of ICU alone', ['ACT', 'PST', 'IST', 'JST', 'SystemV/EST5', 'US/Pacific-New']],
  ['spelt otherwise', ['EUROPE/PARIS', 'europe/paris', 'Europe/KYIV', 'utc', ' UTC', 'UTC ']],
  ['an offset', ['+02:00', '-05', 'UTC+2', 'Z']],
  ['a moment in a zone', ['2026-01-15T09:30:00Z[Europe/Paris]', '[Europe/Paris]']],
  ['of no place', ['Mars/Olympus', 'Etc/Unknown', 'Factory', 'Europe/', '', `A${'/a'.repeat(200)}`]],
])('refuses what is %s', (_, texts) => expect(texts.filter(isTimeZone)).toEqual([]));
