import { readable } from './readable.js';

const at = new Date(2026, 10, 21, 9, 5, 7).getTime();
const shown = (line: object) => readable(`${JSON.stringify({ time: at, ...line })}\n`);

it.each<[string, object, string]>([
  [
    'a message with its context and fields, and without ids',
    { level: 30, context: 'Cache', msg: 'Full.', bytes: 3, what: 'memory', requestId: 'r1', tenantId: 't1' },
    '09:05:07 [Cache] Full. bytes=3 what=memory\n',
  ],
  ['the level of what is not only information', { level: 40, msg: 'Slow.' }, '09:05:07 WARN Slow.\n'],
  [
    'a request',
    {
      level: 30,
      msg: 'request',
      requestId: 'r1',
      method: 'GET',
      route: '/v1/me',
      path: '/v1/me',
      status: 200,
      ms: 1.5,
    },
    '09:05:07 GET /v1/me 200, 1.5 ms\n',
  ],
  [
    'the stack of an error below its message',
    { level: 50, msg: 'Failed.', err: { type: 'Error', message: 'No.', stack: 'Error: No.\n    at here' } },
    '09:05:07 ERROR Failed.\n    Error: No.\n        at here\n',
  ],
])('shows %s', (_what, line, text) => expect(shown(line)).toBe(text));
