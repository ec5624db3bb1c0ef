import { type AtomFeed, parseAtomFeed } from 'feedsmith';
import { decodeText } from './decode-text.js';
import { mediaOf } from './media.js';
import { BASE64, originalOf } from './prepare-xml.js';
import { firstText, permanentLink, type RawFeed, type RawPost, type RawText } from './raw-feed.js';
import { baseWithin } from './web-url.js';

type Atom = AtomFeed.Feed<string>;
type Entry = AtomFeed.Entry<string>;
type Link = AtomFeed.Link<string>;
type Text = { value?: string; type?: string } | undefined;

const nothing: RawText = { text: '', kind: 'text' };

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
    title: titleOf(feed.title),
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
    url: originalOf(links) ?? pageOf(links) ?? content?.src ?? permanentLink(entry.id),
    title: titleOf(entry.title),
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

/**
 * Texts without a type are plain by the standard, and yet often HTML; so are those of a type that there is not. Of media types
 * only words are read: text and HTML, also in base64. What is in another one, such as a picture, is no text.
 */
export function written(text: Text): RawText {
  const { value = '', type = '' } = text ?? {};
  if (type.endsWith(BASE64)) return decoded(value, type.slice(0, -BASE64.length));
  if (/xhtml/i.test(type)) return { text: value, kind: 'xhtml' };
  if (/html/i.test(type)) return { text: value, kind: 'html' };
  if (/^text\b/i.test(type)) return { text: value, kind: 'text' };
  return type.includes('/') ? nothing : { text: value, kind: 'either' };
}

/** A title is words, whatever its type says. */
function titleOf(text: Text): RawText {
  const title = written(text);
  return title === nothing && !text?.type?.endsWith(BASE64) ? { text: text?.value ?? '', kind: 'either' } : title;
}

function decoded(base64: string, type: string): RawText {
  if (!/^(?:text\b|$)|html/i.test(type)) return nothing;
  const text = decodeText(Buffer.from(base64, 'base64'), type);
  return { text, kind: /html/i.test(type) ? 'html' : 'text' };
}
