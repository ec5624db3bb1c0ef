import fc from 'fast-check';

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

/** Of few values, so that entries come again, share ids and pages, and are edited. */
const randomItem = fc.record({
  id: maybe(['1', '2']),
  link: maybe(['/a', '/b#c', 'https://other.example/']),
  title: maybe(['One', 'Two &amp; three']),
  text: fc.constantFrom('', 'Text', '<img src="x.png"><a href="y">z</a>', '<p>Text</p><script>x</script>'),
  /** Days from when it is written. */
  days: maybe([-1, 2, 3]),
  base: maybe(['https://base.example/']),
  /** No part of what tells edits apart. */
  tag: maybe(['Red', 'Blue']),
});

/** Feeds whose entries may be without anything, repeated, and relative to several bases. */
export const randomFeed = fc.record({
  base: maybe(['https://base.example/sub/']),
  title: maybe(['Feed']),
  author: maybe(['Anna', 'Ben']),
  format: fc.constantFrom('rss', 'atom', 'json'),
  items: fc.array(randomItem, { maxLength: 6 }),
});

export type RandomFeed = typeof randomFeed extends fc.Arbitrary<infer Feed> ? Feed : never;

/** The document of a feed whose dates count from `now`, in milliseconds since 1970. */
export function documentOf({ format, base, title, author, items }: RandomFeed, now: number): string {
  const dated = items.map(({ days, ...item }) => {
    return { ...item, date: days === undefined ? undefined : new Date(now + days * 86_400_000).toISOString() };
  });
  if (format === 'json') {
    const each = dated.map(({ id, link, title, text, date, tag }) => {
      return { id: id ?? link, url: link, title, content_html: text, date_published: date, tags: tag && [tag] };
    });
    const authors = author ? [{ name: author }] : [];
    return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: title ?? 'x', authors, items: each });
  }
  if (format === 'rss') {
    const each = dated.map(({ id, link, title, text, date, base, tag }) => {
      const inside = element('guid', id) + element('link', link) + element('title', title) + element('category', tag);
      return `<item${within(base)}>${inside}${element('description', escaped(text))}${element('pubDate', date)}</item>`;
    });
    return `<rss version="2.0"${within(base)}><channel>${element('title', title)}${each.join('')}</channel></rss>`;
  }
  const each = dated.map(({ id, link, title, text, date, base, tag }) => {
    const page = (link ? `<link href="${link}"/>` : '') + (tag ? `<category term="${tag}"/>` : '');
    const content = `<content type="html">${escaped(text)}</content>`;
    const inside = element('id', id) + page + element('title', title) + content + element('updated', date);
    return `<entry${within(base)}>${inside}</entry>`;
  });
  const people = author ? `<author>${element('name', author)}</author>` : '';
  const root = `feed xmlns="http://www.w3.org/2005/Atom"${within(base)}`;
  return `<${root}>${element('title', title)}${people}${each.join('')}</feed>`;
}

const element = (name: string, text?: string) => (text === undefined ? '' : `<${name}>${text}</${name}>`);
const within = (base?: string) => (base ? ` xml:base="${base}"` : '');
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
