import { knownScripts } from '../../../test/support/known-scripts.js';
import { discoverFeeds } from './find-feed-links.js';

const page = 'https://blog.example/posts/1';
const found = (html: string, contentType: string | null = 'text/html') =>
  discoverFeeds({ body: Buffer.from(html), url: page, contentType });
const link = (attributes: string) => `<link ${attributes}>`;
const rss = 'rel="alternate" type="application/rss+xml"';
const channel = 'UC1234567890abcdefghij_-';
const urlsOf = (html: string) => found(html).links.map(({ url }) => url);

it('a feed is found itself, whatever its type says', () => {
  const { feed, links } = found('<rss version="2.0"><channel><title>Notes</title></channel></rss>');
  expect([feed?.title, links]).toEqual(['Notes', []]);
});

it('a page names its feeds once each, by absolute addresses, those of comments last', () => {
  const html = `<!doctype html><html><head><title>Caf\u00e9</title>
    ${link(`${rss} title="Posts &raquo; Comments Feed" href="/comments/feed"`)}
    ${link(`${rss} title="  Posts
      &amp; more " href="/feed?utm_source=x"`)}
    ${link(`${rss} href="/feed"`)}
    ${link('rel="alternate" type="application/atom+xml; charset=utf-8" href="https://other.example/atom.xml"')}
    ${link('REL="home Alternate" TYPE="Application/Feed+JSON" HREF="feed.json"')}
    ${link('rel="feed" href="//cdn.example/f"')}
    </head><body><a rel="feed" href="/f2">Feed</a></body>`;
  expect(found(html)).toEqual({
    feed: null,
    links: [
      { url: 'https://blog.example/feed', title: 'Posts & more' },
      { url: 'https://other.example/atom.xml', title: null },
      { url: 'https://blog.example/posts/feed.json', title: null },
      { url: 'https://cdn.example/f', title: null },
      { url: 'https://blog.example/f2', title: null },
      { url: 'https://blog.example/comments/feed', title: 'Posts \u00bb Comments Feed' },
    ],
  });
});

it.each([
  ['another language', 'rel="alternate" hreflang="fr" href="/fr"'],
  ['a style', 'rel="stylesheet" type="text/css" href="/x.css"'],
  ['a preload of a feed', 'rel="preload" type="application/rss+xml" href="/feed"'],
  ['an embedding', 'rel="alternate" type="application/json+oembed" href="/o"'],
  ['a script', `${rss} href="javascript:alert(1)"`],
  ['no address', rss],
  ['a file', `${rss} href="file:///etc/passwd"`],
])('%s is no feed', (_name, attributes) => {
  expect(urlsOf(link(attributes))).toEqual([]);
});

const json = 'rel="alternate" type="application/json" href="/feed.json"';
const blog = 'https://blog.example';

it.each<[string, string, string[]]>([
  ['the type of JSON Feed 1.0', link(json), [`${blog}/feed.json`]],
  ['XML', link('rel="alternate" type="text/xml" href="/a"'), [`${blog}/a`]],
  ['XML of an application', link('rel="alternate" type="application/xml; charset=x" href="/a"'), [`${blog}/a`]],
  ['a type without its first half', link('rel="alternate" type="rss+xml" href="/a"'), [`${blog}/a`]],
  ['a vague type beside a sure one', link(json) + link(`${rss} href="/a"`), [`${blog}/a`]],
  ['an entry as the API of a site has it', link(json.replace('/feed.json', '/wp-json/wp/v2/posts/1')), []],
  ['a vague type that is no other form', link('rel="manifest" type="application/json" href="/m.json"'), []],
  ['an address for feed readers', '<a href=" feed:https://other.example/x">Follow</a>', ['https://other.example/x']],
  ['one without a scheme of the web', link(`${rss} href="feed://blog.example/x"`), ['http://blog.example/x']],
  ['a script for feed readers', '<a href="feed:javascript:alert(1)">x</a><a href="feed:feed:x">y</a>', []],
  [
    'a link to a feed',
    '<a href="/rss.xml">RSS</a> <a href="../blog/atom?x=1">Atom</a>',
    [`${blog}/rss.xml`, `${blog}/blog/atom?x=1`],
  ],
  ['a link to a feed beside a declared one', `<a href="/rss.xml">RSS</a>${link(`${rss} href="/a"`)}`, [`${blog}/a`]],
  ['a link to the feed of another site', '<a href="https://other.example/feed/">x</a>', []],
  [
    'a link to the feed of the same site',
    '<a href="https://www.blog.example/feed/">x</a>',
    ['https://www.blog.example/feed/'],
  ],
  ['links that only sound so', '<a href="/feedback">x</a><a href="/rss-is-great">y</a><a href="/?rss">z</a>', []],
])('%s', (_, html, urls) => {
  expect(urlsOf(html)).toEqual(urls);
});

it.each<[string, string, object[]]>([
  ['a feed', '</f>; rel="alternate"; type="application/rss+xml"; title="A, b"', [{ url: `${blog}/f`, title: 'A, b' }]],
  [
    'several',
    '<a>;rel=feed, <https://c.example/>; rel="x feed"',
    [
      { url: `${blog}/posts/a`, title: null },
      { url: 'https://c.example/', title: null },
    ],
  ],
  ['others', '<https://blog.example/wp-json/>; rel="https://api.w.org/", </x.css>; rel=preload; as=style', []],
  ['a script', '<javascript:alert(1)>; rel=feed', []],
  ['what is cut off', '</f; rel=feed', []],
])('a Link header names %s', (_, header, links) => {
  const html = '<base href="https://base.example/">';
  expect(discoverFeeds({ body: Buffer.from(html), url: page, contentType: null, link: header }).links).toEqual(links);
});

it.each([
  [
    'by its link',
    `<link rel="alternate" type="application/rss+xml" href="https://www.youtube.com/feeds/videos.xml?channel_id=${channel}">`,
  ],
  ['to search engines', `<meta itemprop="identifier" content="${channel}">`],
  ['to its own scripts', `${'<p>x</p>'.repeat(150_000)}<script>var x = {"externalId":"${channel}"}</script>`],
])('the page of a channel names its feed %s', (_, html) => {
  const of = (url: string) => discoverFeeds({ body: Buffer.from(html), url, contentType: null }).links;
  expect(of('https://www.youtube.com/@name')).toEqual([
    { url: `https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`, title: null },
  ]);
  expect(html.includes('<link') || of('https://other.example/@name').length === 0).toBe(true);
});

it.each([
  ['an element', '<br />\n<b>Notice</b>: Undefined index: a in <b>/srv/x.php</b> on line <b>3</b><br />\n'],
  ['a text', 'Warning: a < b\n'],
])('a feed is found after a notice of its server: %s', (_, notice) => {
  const xml = '<?xml version="1.0"?><rss version="2.0"><channel><title>Notes</title></channel></rss>';
  expect(found(notice + xml).feed?.title).toBe('Notes');
  expect(found(`${notice}<?xml version="1.0"?><svg/>`).feed).toBeNull();
});

it.each(knownScripts)('only addresses of the web are followed: %s', (script) => {
  const html = [
    `<link ${rss} href="${script}" title="${script}">`,
    `<link rel="alternate" type="application/json" href='${script}'>`,
    `<a href="feed:${script}">x</a><a href="feed:https://${script}/">x</a>`,
    `<a href="/rss.xml?${script}">${script}</a>`,
    `<script>{"externalId":"${script}"}</script><meta itemprop="identifier" content="${script}">`,
  ];
  const header = `<${script}>; rel=feed; title="${script}", </feed?${script}>; rel="alternate"; type="${script}"`;
  for (const [text, link] of [...html.map((each) => [each, ''] as const), ['', header] as const])
    for (const address of ['https://www.youtube.com/@name', page])
      for (const { url } of discoverFeeds({ body: Buffer.from(text), url: address, contentType: null, link }).links)
        expect(url).toMatch(/^https?:\/\/[^\s"<>]+$/);
});

it('the first base is what addresses are relative to', () => {
  expect(urlsOf(`<base target="_top"><base href="/a/"><base href="/b/">${link(`${rss} href="feed"`)}`)).toEqual([
    'https://blog.example/a/feed',
  ]);
  // A base elsewhere than on the web is none.
  expect(urlsOf(`<base href="data:text/html,x">${link(`${rss} href="feed"`)}`)).toEqual([
    'https://blog.example/posts/feed',
  ]);
});

it('what stands in a comment or a script is not read', () => {
  expect(urlsOf(`<!-- ${link(`${rss} href="/a"`)} --><script>"${link(`${rss} href='/b'`)}"</script>`)).toEqual([]);
});

it('at most 20 are named', () => {
  expect(urlsOf(Array.from({ length: 50 }, (_none, at) => link(`${rss} href="/${at}"`)).join(''))).toHaveLength(20);
});

it('any other document has none', () => {
  for (const text of ['', '{"a":[1]}', 'hello', '%PDF-1.4', '<?xml version="1.0"?><sitemap/>', '\0\x01\x02'])
    expect(found(text, null)).toEqual({ feed: null, links: [] });
});

it('a damaged feed is refused, not read as a page', () => {
  expect(() => found('<rss version="2.0"><channel><title>')).toThrow('feed_malformed');
});

it('a feed in a script does not make its page one', () => {
  const html = `<html><head><link rel="feed" href="/f"><script>'<?xml version="1.0"?><rss><channel>'</script></head></html>`;
  const { links } = discoverFeeds({ body: Buffer.from(html), url: 'https://a.example/', contentType: null });
  expect(links.map(({ url }) => url)).toEqual(['https://a.example/f']);
});
