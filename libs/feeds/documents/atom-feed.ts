import { type AtomFeed, parseAtomFeed } from 'feedsmith';
import { mediaOf } from './media.js';
import { firstText, type RawFeed, type RawPost, type RawText } from './raw-feed.js';
import { baseWithin } from './web-url.js';

type Atom = AtomFeed.Feed<string>;
type Entry = AtomFeed.Entry<string>;
type Link = AtomFeed.Link<string>;
type Text = { value?: string; type?: string } | undefined;

/**
 * Atom 0.3 and 1.0.
 *
 * @throws errors of feedsmith
 */
export function readAtom(xml: string, url: string): RawFeed {
  const feed = parseAtomFeed(xml);
  const base = baseWithin(url, feed.xml?.base);
  return {
    format: 'atom',
    title: written(feed.title),
    siteUrl: pageOf(feed.links),
    ttlMinutes: undefined,
    base,
    posts: (feed.entries ?? []).map((entry) => postOf(entry, feed, base)),
  };
}

function postOf(entry: Entry, feed: Atom, feedBase: string): RawPost {
  const base = baseWithin(feedBase, entry.xml?.base);
  const media = mediaOf(entry.media);
  const { content, summary, links = [], itunes } = entry;
  const shown = [content, summary].find((text) => written(text).text.trim());
  const authors = [entry.authors, entry.source?.authors, feed.authors].find((people) => people?.length) ?? [];
  return {
    id: entry.id,
    // Content that is elsewhere is what the entry is about.
    url: pageOf(links) ?? content?.src,
    title: written(entry.title),
    authors: entry.dc?.creators ?? authors.map(({ name, email }) => name ?? email),
    content: shown ? written(shown) : firstText([media.description], 'either'),
    published: entry.published ?? entry.dcterms?.issued?.[0] ?? entry.dc?.dates?.[0],
    updated: entry.updated,
    tags: [...(entry.categories ?? []).map(({ label, term }) => label ?? term), ...(entry.dc?.subjects ?? [])],
    images: [itunes?.image, ...media.images],
    attachments: [
      ...links
        .filter(({ rel }) => rel === 'enclosure')
        .map(({ href, type, length }) => ({ url: href, type, bytes: length, seconds: itunes?.duration })),
      ...media.attachments,
    ],
    base,
    contentBase: baseWithin(base, shown?.xml?.base),
  };
}

/** The page that an entry or feed is about: HTML rather than another form of it. */
function pageOf(links: readonly Link[] = []): string | undefined {
  const pages = links.filter(({ rel = 'alternate', href }) => rel === 'alternate' && href);
  const html = pages.find(({ type = 'text/html' }) => /^(?:text\/html|application\/xhtml\+xml)/i.test(type));
  return (html ?? pages[0])?.href;
}

/** Texts without a type are plain by the standard, and yet often HTML. */
function written(text: Text): RawText {
  const { value = '', type } = text ?? {};
  if (type === undefined) return { text: value, kind: 'either' };
  if (/html/i.test(type)) return { text: value, kind: 'html' };
  return /^text\b/i.test(type) ? { text: value, kind: 'text' } : { text: '', kind: 'text' };
}
