import { parseFeedUrl } from './feed-address.js';

it.each([
  ['https://news.example/feed.xml', 'https://news.example/feed.xml'],
  ['  HTTPS://News.Example:443/Feed.xml#top ', 'https://news.example/Feed.xml'],
  ['news.example', 'https://news.example/'],
  ['news.example:8080/feed', 'https://news.example:8080/feed'],
  ['//news.example/feed', 'https://news.example/feed'],
  ['feed://news.example/feed', 'http://news.example/feed'],
  ['feed:https://news.example/feed', 'https://news.example/feed'],
  ['http://été.example/', 'http://xn--t-9fab.example/'],
])('%s is %s', (text, url) => expect(parseFeedUrl(text)).toEqual({ url }));

it('keeps name and password apart, as Basic authorization', () => {
  expect(parseFeedUrl('https://anna:p%C3%A9ar%3A@news.example/feed')).toEqual({
    url: 'https://news.example/feed',
    authorization: `Basic ${Buffer.from('anna:péar:').toString('base64')}`,
  });
});

it.each([
  'http:\\\\anna:1pear@news.example/feed',
  'http:\\\\anna:pear@news.example/feed',
  'HTTP:/\\anna:1pear@news.example/feed',
  'http:anna:1pear@news.example/feed',
  'ht\ntp:\\\\anna:1pear@news.example/feed',
  'feed:\\\\anna:1pear@news.example/feed',
  'feed:http:\\\\anna:1pear@news.example/feed',
  'feed:\\\\http:\\\\anna:1pear@news.example/feed',
  'anna:1pear@news.example/feed',
  '\\\\anna:1pear@news.example/feed',
])('leaves no password in the address of %j', (text) => {
  const { url, authorization } = parseFeedUrl(text);
  expect(url).toMatch(/^https?:\/\/news\.example\/feed$/);
  expect(Buffer.from(authorization?.replace('Basic ', '') ?? '', 'base64').toString()).toMatch(/^anna:1?pear$/);
});

it.each([
  ...[
    '',
    ' ',
    'ftp://news.example/',
    'ftp:\\\\anna:1pear@news.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://',
    'https://%00/',
    'data:,x',
  ],
  ...['/feed.xml', '\\feed.xml', ' /rss/news', '/'],
  ...['mailto:anna@news.example', `https://news.example/${'x'.repeat(2000)}`, 'https://a:%zz@news.example/'],
])('%s is none', (text) => {
  expect(() => parseFeedUrl(text)).toThrow(expect.objectContaining({ code: 'invalid_feed_address', status: 400 }));
});
