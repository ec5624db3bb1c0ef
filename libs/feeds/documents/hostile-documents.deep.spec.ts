// Real: what reads a document. Faked: nothing.
import { growth, PARTS } from '../../../test/support/growth.js';
import { discoverFeeds } from './find-feed-links.js';
import { parseFeed } from './parse-feed.js';

const document = (text: string) => ({ body: Buffer.from(text), url: 'https://blog.example/feed', contentType: null });
const rss = (items: string) => `<rss version="2.0"><channel><title>Notes</title>${items}</channel></rss>`;
const described = (html: string) => rss(`<item><description><![CDATA[${html}]]></description></item>`);
const json = (items: string) => `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":${items}}`;

/** How many posts it has, or why it is refused. */
function read(text: string): number | string {
  try {
    return parseFeed(document(text)).posts.length;
  } catch (error) {
    return (error as Error).message;
  }
}

/** More than linear work grows, with the memory that it takes, and much less than quadratic work. */
const most = 3 * PARTS;

it.each<[string, number | string, (part: number) => string]>([
  [
    'XML nested 100,000 deep',
    1,
    (part) => rss(`${'<a>'.repeat(1e5 / part)}${'</a>'.repeat(1e5 / part)}<item><title>x</title></item>`),
  ],
  [
    'an entry nested 100,000 deep',
    'feed_malformed',
    (part) => rss(`<item>${'<a>'.repeat(1e5 / part)}${'</a>'.repeat(1e5 / part)}</item>`),
  ],
  ['HTML nested 200,000 deep', 1, (part) => described('<div>x'.repeat(2e5 / part))],
  ['unclosed words, 300,000 deep', 1, (part) => described('<b>'.repeat(3e5 / part))],
  ['unclosed words that others close', 1, (part) => described('<b>'.repeat(2e5 / part) + '</i>'.repeat(2e5 / part))],
  ['tables nested 100,000 deep', 1, (part) => described('<table><tr><td>'.repeat(1e5 / part))],
  ['unknown elements nested 200,000 deep', 1, (part) => described('<x-y>'.repeat(2e5 / part))],
  ['frames within frames', 1, (part) => described('<iframe>'.repeat(2e5 / part))],
  ['JSON nested a million deep', 0, (part) => json(`${'['.repeat(1e6 / part)}${']'.repeat(1e6 / part)}`)],
  ['100,000 entries', 'feed_too_large', (part) => rss('<item/>'.repeat(1e5 / part))],
  [
    '100,000 entries of JSON',
    'feed_too_large',
    (part) =>
      json(
        `[${Array(1e5 / part)
          .fill('{}')
          .join()}]`,
      ),
  ],
  [
    '20,000 entries',
    1000,
    (part) => rss(Array.from({ length: 2e4 / part }, (_none, at) => `<item><title>${at}</title></item>`).join('')),
  ],
  [
    '20,000 damaged entries',
    'feed_malformed',
    (part) => rss('<item><title>x</title><__proto__/></item>'.repeat(2e4 / part)),
  ],
  [
    '20,000 entries within each other',
    'feed_malformed',
    (part) => rss('<item>'.repeat(2e4 / part) + '</item>'.repeat(2e4 / part)),
  ],
  [
    'an attribute of 9 MB',
    1,
    (part) => rss(`<item><title>x</title><enclosure url="${'a'.repeat(9e6 / part)}"/></item>`),
  ],
  [
    '100,000 attributes',
    1,
    (part) => described(`<p ${Array.from({ length: 1e5 / part }, (_none, at) => `a${at}="b"`).join(' ')}>x`),
  ],
  ['a million candidates of a picture', 1, (part) => described(`<img srcset="${'a 1x,'.repeat(3e5 / part)}">`)],
  ['a candidate without an end', 1, (part) => described(`<img srcset="${'a'.repeat(7000 / part)}">`.repeat(100))],
  [
    'a candidate with a description that is none',
    1,
    (part) => described(`<img srcset="${'a'.repeat(7990 / part)} b">`.repeat(100)),
  ],
  ['commas within an address', 1, (part) => described(`<img srcset="a${','.repeat(3500 / part)}b 1x">`.repeat(200))],
  ['100,000 pictures without an address', 1, (part) => described('word<img>'.repeat(1e5 / part))],
  ['comments that do not end', 'not_a_feed', (part) => '<!--'.repeat(2e6 / part)],
  ['instructions that do not end', 'not_a_feed', (part) => '<?x'.repeat(2e6 / part)],
  ['document types that do not end', 'not_a_feed', (part) => '<!DOCTYPE x ["'.repeat(5e5 / part)],
  ['sections that do not end', 'feed_malformed', (part) => rss(`<item>${'<![CDATA['.repeat(1e6 / part)}</item>`)],
  ['a million angles', 1, (part) => rss(`<item><title>${'<'.repeat(1e6 / part)}</title></item>`)],
  ['a million ampersands', 1, (part) => rss(`<item><title>${'&'.repeat(1e6 / part)}</title></item>`)],
  ['9 MB of white space', 1, (part) => rss(`<item><title>${' '.repeat(9e6 / part)}x</title></item>`)],
  ['3 million short lines', 1, (part) => rss(`<item><description>x${'\n \t'.repeat(3e6 / part)}</description></item>`)],
  [
    'a million categories',
    1,
    (part) => rss(`<item><title>x</title>${'<category>x</category>'.repeat(2e5 / part)}</item>`),
  ],
  [
    '100,000 namespaces',
    1,
    (part) =>
      rss('<item><title>x</title></item>').replace(
        '<rss',
        `<rss ${Array.from({ length: 1e5 / part }, (_none, at) => `xmlns:a${at}="b"`).join(' ')}`,
      ),
  ],
])('%s: read in a time that grows with the length', (_name, result, make) => {
  const { times, last } = growth(make, read);
  expect(last).toBe(result);
  expect(times).toBeLessThan(most);
});

it.each([
  ['<div>', 2e5],
  ['<', 5e6],
  ['<script>', 1e6],
  ['<p><noscript></p>', 6e4],
  ['<link rel=alternate type=application/rss+xml href=/x>', 1e5],
])('a page that repeats %s is read in a time that grows with the length', (html, count) => {
  const page = (part: number) => `<html>${html.repeat(count / part)}`;
  const { times, last } = growth(page, (text) => discoverFeeds(document(text)).links.length);
  expect(last).toBeLessThanOrEqual(1);
  expect(times).toBeLessThan(most);
});

it('entities that a document defines are neither expanded nor fetched', () => {
  const letters = [...'abcdefghi'];
  const bomb = letters
    .map((name, at) => `<!ENTITY ${name} "${at ? `&${letters[at - 1]};`.repeat(10) : 'lol'}">`)
    .join('');
  const type = `<!DOCTYPE rss [${bomb}<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;]>`;
  const [post] = parseFeed(document(type + rss('<item><title>&i; &file;</title></item>'))).posts;
  expect(post?.title).toBe('&i; &file;');
});

it('the entries of a damaged feed repeat its root by a million characters at most', () => {
  const items = Array.from({ length: 1000 }, (_none, at) => `<item><title>${at}</title></item>`).join('');
  const feed = (root: number) =>
    `<rss version="2.0" long="${'a'.repeat(root)}"><channel>${items}<item><__proto__/></item></channel></rss>`;
  expect(read(feed(100))).toBe(1000);
  expect(read(feed(9000))).toBe(Math.ceil(1e6 / 9040));
});

it('a small document whose addresses become a hundred times as long is refused', () => {
  const item = `<item><description>${'&lt;a href=a&gt;.&lt;/a&gt;'.repeat(130)}</description></item>`;
  const base = `https://blog.example/${'b'.repeat(3900)}/`;
  const feed = `<rss version="2.0" xml:base="${base}"><channel>${item.repeat(100)}</channel></rss>`;
  expect(feed.length).toBeLessThan(500_000);
  expect(read(feed)).toBe('feed_too_large');
});
