import { parseFeed } from './parse-feed.js';
import type { ParsedPost } from './parsed-feed.js';

const posts = (...items: string[]): readonly ParsedPost[] =>
  parseFeed({
    body: Buffer.from(
      `<rss version="2.0"><channel>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`,
    ),
    url: 'https://blog.example/feed',
    contentType: null,
  }).posts;
const post = (item: string): ParsedPost => posts(item)[0] as ParsedPost;
const basis =
  '<title>A</title><link>/1</link><pubDate>2026-01-01</pubDate><description>&lt;p&gt;x y&lt;/p&gt;</description>';

it('an identity and a hash are SHA-256 in hexadecimal', () => {
  const { identity, hash } = post(basis);
  expect([identity, hash]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/^[0-9a-f]{64}$/)]);
});

it.each([
  [
    'its id, whatever else changes',
    '<guid>1</guid><title>A</title><link>/1</link>',
    '<guid> 1 </guid><title>B</title><link>/2</link>',
  ],
  [
    'its page, where it has no id',
    '<title>A</title><link>/1?a=1&amp;utm_source=x</link>',
    '<title>B</title><link>/1?a=1#c</link>',
  ],
  [
    'its title and date, where it has no page',
    '<title>A</title><pubDate>2026-01-01</pubDate>',
    '<title>A</title><pubDate>1 Jan 2026</pubDate><description>x</description>',
  ],
  ['its content, where it has nothing else', '<description>a b</description>', '<description>a  b</description>'],
])('a post is recognised by %s', (_name, before, after) => {
  expect(post(after).identity).toBe(post(before).identity);
});

it.each([
  ['of another id', '<guid>1</guid><link>/1</link>', '<guid>2</guid><link>/1</link>'],
  ['of another page', '<title>A</title><link>/1?a=1</link>', '<title>A</title><link>/1?a=2</link>'],
  ['of another date', '<title>A</title><pubDate>2026-01-01</pubDate>', '<title>A</title><pubDate>2026-01-02</pubDate>'],
  ['of other content', '<description>a</description>', '<description>b</description>'],
  [
    'with an id that is another one’s page',
    '<guid>https://blog.example/1</guid>',
    '<link>https://blog.example/1</link>',
  ],
])('a post %s is another', (_name, one, other) => {
  expect(posts(one, other)).toHaveLength(2);
  expect(post(other).identity).not.toBe(post(one).identity);
});

it('posts that share an id and link to different pages are different', () => {
  const [a, b] = [
    '<guid isPermaLink="false">x</guid><link>/a</link>',
    '<guid isPermaLink="false">x</guid><link>/b</link>',
  ];
  expect(new Set(posts(a, b, a).map(({ identity }) => identity)).size).toBe(2);
  expect(posts(a, a)).toHaveLength(1);
});

it.each([
  ['fragments', '<title>A</title><link>/changes#v1</link>', '<title>A</title><link>/changes#v2</link>'],
  ['fragments that stand for paths', '<link>/#!/post/1</link>', '<link>/#!/post/2</link>'],
  ['dates', '<link>/status</link><pubDate>2026-01-01</pubDate>', '<link>/status</link><pubDate>2026-01-02</pubDate>'],
  ['titles', '<guid>N/A</guid><title>A</title>', '<guid>N/A</guid><title>B</title>'],
])('entries of one page or id that have other %s stay apart', (_name, one, other) => {
  expect(new Set(posts(one, other, one).map(({ identity }) => identity)).size).toBe(2);
});

it('of two entries that differ in nothing which tells posts apart the later one remains, or the first', () => {
  const version = (text: string, date: string) =>
    `<entry><id>1</id><title>A</title><link href="/1"/><updated>${date}</updated><summary>${text}</summary></entry>`;
  const texts = (...entries: string[]) => {
    const body = Buffer.from(`<feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`);
    return parseFeed({ body, url: 'https://blog.example/feed', contentType: null }).posts.map(({ excerpt }) => excerpt);
  };
  expect(texts(version('old', '2026-01-01'), version('new', '2026-01-02'))).toEqual(['new']);
  expect(texts(version('new', '2026-01-02'), version('old', '2026-01-01'))).toEqual(['new']);
  expect(texts(version('first', ''), version('second', ''))).toEqual(['first']);
});

it.each([
  ['white space', basis.replace('x y', ' x \n y ').replace('A', ' A ')],
  ['white space between elements', basis.replace('&lt;p&gt;', '\n &lt;p&gt; ')],
  ['tracking parameters', basis.replace('/1', '/1?utm_campaign=a&amp;fbclid=b')],
  ['a fragment', basis.replace('/1', '/1#comments')],
  ['the date', basis.replace('2026-01-01', '2026-01-02')],
  ['a category', `${basis}<category>a</category>`],
  ['a class in the content', basis.replace('&lt;p&gt;', '&lt;p class="a"&gt;')],
])('another hash does not follow from %s', (_name, edited) => {
  expect(post(edited).hash).toBe(post(basis).hash);
});

it.each([
  ['title', basis.replace('A', 'B')],
  ['page', basis.replace('/1', '/2')],
  ['content', basis.replace('x y', 'x z')],
  ['words', basis.replace('x y', 'xy')],
  ['author', `${basis}<author>me</author>`],
  ['attachments', `${basis}<enclosure url="/a.mp3" type="audio/mpeg"/>`],
])('another hash follows from another %s', (_name, edited) => {
  expect(post(edited).hash).not.toBe(post(basis).hash);
});
