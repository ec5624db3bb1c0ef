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

/** Milliseconds; each takes less than two seconds alone, and quadratic work takes minutes. */
const bound = 15_000;
function within<T>(work: () => T): T {
  const begun = performance.now();
  const result = work();
  expect(performance.now() - begun).toBeLessThan(bound);
  return result;
}

it.each<[string, number | string, () => string]>([
  ['XML nested 100,000 deep', 1, () => rss(`${'<a>'.repeat(1e5)}${'</a>'.repeat(1e5)}<item><title>x</title></item>`)],
  [
    'an entry nested 100,000 deep',
    'feed_malformed',
    () => rss(`<item>${'<a>'.repeat(1e5)}${'</a>'.repeat(1e5)}</item>`),
  ],
  ['HTML nested 200,000 deep', 1, () => described('<div>x'.repeat(2e5))],
  ['unclosed words, 300,000 deep', 1, () => described('<b>'.repeat(3e5))],
  ['unclosed words that others close', 1, () => described('<b>'.repeat(2e5) + '</i>'.repeat(2e5))],
  ['tables nested 100,000 deep', 1, () => described('<table><tr><td>'.repeat(1e5))],
  ['unknown elements nested 200,000 deep', 1, () => described('<x-y>'.repeat(2e5))],
  ['frames within frames', 1, () => described('<iframe>'.repeat(2e5))],
  ['JSON nested a million deep', 0, () => json(`${'['.repeat(1e6)}${']'.repeat(1e6)}`)],
  ['100,000 entries', 'feed_too_large', () => rss('<item/>'.repeat(1e5))],
  ['100,000 entries of JSON', 'feed_too_large', () => json(`[${Array(1e5).fill('{}').join()}]`)],
  [
    '20,000 entries',
    1000,
    () => rss(Array.from({ length: 2e4 }, (_none, at) => `<item><title>${at}</title></item>`).join('')),
  ],
  ['20,000 damaged entries', 'feed_malformed', () => rss('<item><title>x</title><__proto__/></item>'.repeat(2e4))],
  ['20,000 entries within each other', 'feed_malformed', () => rss('<item>'.repeat(2e4) + '</item>'.repeat(2e4))],
  ['an attribute of 9 MB', 1, () => rss(`<item><title>x</title><enclosure url="${'a'.repeat(9e6)}"/></item>`)],
  [
    '100,000 attributes',
    1,
    () => described(`<p ${Array.from({ length: 1e5 }, (_none, at) => `a${at}="b"`).join(' ')}>x`),
  ],
  ['a million candidates of a picture', 1, () => described(`<img srcset="${'a 1x,'.repeat(3e5)}">`)],
  ['a candidate without an end', 1, () => described(`<img srcset="${'a'.repeat(7000)}">`.repeat(100))],
  ['comments that do not end', 'not_a_feed', () => '<!--'.repeat(2e6)],
  ['instructions that do not end', 'not_a_feed', () => '<?x'.repeat(2e6)],
  ['document types that do not end', 'not_a_feed', () => '<!DOCTYPE x ["'.repeat(5e5)],
  ['sections that do not end', 'feed_malformed', () => rss(`<item>${'<![CDATA['.repeat(1e6)}</item>`)],
  ['a million angles', 1, () => rss(`<item><title>${'<'.repeat(1e6)}</title></item>`)],
  ['a million ampersands', 1, () => rss(`<item><title>${'&'.repeat(1e6)}</title></item>`)],
  ['9 MB of white space', 1, () => rss(`<item><title>${' '.repeat(9e6)}x</title></item>`)],
  ['3 million short lines', 1, () => rss(`<item><description>x${'\n \t'.repeat(3e6)}</description></item>`)],
  ['a million categories', 1, () => rss(`<item><title>x</title>${'<category>x</category>'.repeat(2e5)}</item>`)],
  [
    '100,000 namespaces',
    1,
    () =>
      rss('<item><title>x</title></item>').replace(
        '<rss',
        `<rss ${Array.from({ length: 1e5 }, (_none, at) => `xmlns:a${at}="b"`).join(' ')}`,
      ),
  ],
])('%s: read in a bounded time', (_name, result, make) => {
  const text = make();
  expect(within(() => read(text))).toBe(result);
});

it.each([
  ['<div>'.repeat(2e5)],
  ['<'.repeat(5e6)],
  ['<script>'.repeat(1e6)],
  ['<p><noscript></p>'.repeat(6e4)],
  ['<link rel=alternate type=application/rss+xml href=/x>'.repeat(1e5)],
])('a page that repeats %.20s is read in a bounded time', (html) => {
  expect(within(() => discoverFeeds(document(`<html>${html}`)).links.length)).toBeLessThanOrEqual(1);
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

it('a small document whose addresses become a hundred times as long is refused', () => {
  const item = `<item><description>${'&lt;a href=a&gt;.&lt;/a&gt;'.repeat(130)}</description></item>`;
  const base = `https://blog.example/${'b'.repeat(3900)}/`;
  const feed = `<rss version="2.0" xml:base="${base}"><channel>${item.repeat(100)}</channel></rss>`;
  expect(feed.length).toBeLessThan(500_000);
  expect(read(feed)).toBe('feed_too_large');
});
