import { bodyOf } from './message-body.js';

const message = { type: 'a.b.c', version: 1, timestamp: '2026-11-22T12:00:00.000Z', tenant: 'shop', data: { n: 1 } };
const slack = (line: string) => JSON.parse(bodyOf('slack', message, line)).text;
const discord = (line: string) => JSON.parse(bodyOf('discord', message, line));

it('is the message itself in the form standard', () => {
  expect(JSON.parse(bodyOf('standard', message, 'line'))).toEqual(message);
});

it('mentions nobody and links to nothing', () => {
  expect(slack('<!channel> & <https://evil.example|here>')).toBe(
    '&lt;!channel&gt; &amp; &lt;https://evil.example|here&gt;',
  );
  expect(discord('@everyone **bold** [a](b)')).toEqual({
    content: '\\@everyone \\*\\*bold\\*\\* \\[a\\]\\(b\\)',
    allowed_mentions: { parse: [] },
  });
});

it('is one line', () => expect(slack('a\n\n b\u2028c')).toBe('a b c'));

it.each([
  ['a'.repeat(5000), 'a'.repeat(3999)],
  [`${'a'.repeat(3997)}<<<`, 'a'.repeat(3997)],
  [`${'a'.repeat(3998)}😀😀`, 'a'.repeat(3998)],
])('is cut between characters for Slack', (line, text) => expect(slack(line)).toBe(`${text}…`));

it.each([
  ['a'.repeat(3000), 'a'.repeat(1999)],
  [`${'a'.repeat(1998)}***`, 'a'.repeat(1998)],
])('is cut between characters for Discord', (line, text) => expect(discord(line).content).toBe(`${text}…`));
