import { bodyOf } from './message-body.js';

const message = { type: 'a.b.c', version: 1, timestamp: '2026-11-22T12:00:00.000Z', tenant: 'shop', data: { n: 1 } };
const slack = (line: string) => JSON.parse(bodyOf('slack', message, line)).text;
const discord = (line: string) => JSON.parse(bodyOf('discord', message, line));

it('is the message itself in the form standard', () => {
  expect(JSON.parse(bodyOf('standard', message, 'line'))).toEqual(message);
});

it('mentions nobody, and words are no links', () => {
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
  [`https://a.example/${'a'.repeat(1979)}(b)`, `https://a.example/${'a'.repeat(1979)}`],
])('is cut between characters for Discord', (line, text) => expect(discord(line).content).toBe(`${text}…`));

const discordText = (line: string) => discord(line).content;

it.each([
  ['https://weather.example/2026-03-08', 'https://weather.example/2026-03-08'],
  ['https://a.example/a-b_c#d~~e@f?g=*h*', 'https://a.example/a-b_c#d~~e@f?g=*h*'],
  ['https://a.example/A_(b)', 'https://a.example/A_%28b%29'],
  ['https://a.example/a)b|c|`d`\\e', 'https://a.example/a%29b%7Cc%7C%60d%60%5Ce'],
  ['https://a.example/<@123>', 'https://a.example/%3C@123%3E'],
  [
    'The feed *The* _weather_ (https://a.example/feed_1.xml) fails - now.',
    'The feed \\*The\\* \\_weather\\_ \\(https://a.example/feed_1.xml) fails \\- now.',
  ],
  [
    '(https://a.example/A_(b)), [x](https://b.example/).',
    '\\(https://a.example/A_%28b%29), \\[x\\]\\(https://b.example/).',
  ],
])('an address is a link for Discord: %s', (line, text) => expect(discordText(line)).toBe(text));

it.each([
  ['https://*bold*', 'https://\\*bold\\*'],
  ['https://[a](https://b.example/)', 'https://\\[a\\]\\(https://b.example/\\)'],
  ['xhttps://a.example/*b*', 'xhttps://a.example/\\*b\\*'],
  ['javascript://a_b_c', 'javascript://a\\_b\\_c'],
  ['https://a.example/* *b* ||c||', 'https://a.example/* \\*b\\* \\|\\|c\\|\\|'],
])('what is no address has no markup for Discord: %s', (line, text) => expect(discordText(line)).toBe(text));
