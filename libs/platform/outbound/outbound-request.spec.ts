import { retryAfterSeconds } from './outbound-request.js';

const now = new Date('2026-11-22T12:00:00Z');

it.each([
  [undefined, 0],
  ['', 0],
  ['120', 120],
  [' 120 ', 120],
  ['Sun, 22 Nov 2026 12:01:00 GMT', 60],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
  ['-5', 0],
  ['soon', 0],
])('Retry-After %s', (header, seconds) => expect(retryAfterSeconds(header, now)).toBe(seconds));
