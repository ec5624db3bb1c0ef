import { discoverFeeds } from './find-feed-links.js';

const page = 'https://blog.example/posts/1';
const found = (html: string, contentType: string | null = 'text/html') =>
  discoverFeeds({ body: Buffer.from(html), url: page, contentType });
const link = (attributes: string) => `<link ${attributes}>`;
const rss = 'rel="alternate" type="application/rss+xml"';
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
