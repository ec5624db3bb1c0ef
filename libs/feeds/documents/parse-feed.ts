import { readAtom } from './atom-feed.js';
import { decodeText } from './decode-text.js';
import { DocumentFault } from './document-fault.js';
import { mostContent, mostEntries } from './document-limits.js';
import { readJson } from './json-feed.js';
import { makePost, titleOf } from './make-post.js';
import { parseDate } from './parse-date.js';
import type { FetchedDocument, ParsedFeed, ParsedPost } from './parsed-feed.js';
import { hashOf, identityOf, sharedIds } from './post-identity.js';
import type { RawFeed, RawPost } from './raw-feed.js';
import { readRdf, readRss } from './rss-feed.js';
import { webUrl } from './web-url.js';
import { completeEntries, countEntries, escapeBareAngles, rootOf } from './xml-text.js';

/** Of one document. */
const mostPosts = 1000;
const mostTitle = 300;
/** A year. */
const mostTtl = 525_600;

type Reader = (xml: string, url: string) => RawFeed;

/** By the name of the root element. */
const readers: Readonly<Record<string, Reader>> = {
  rss: readRss,
  rdf: readRdf,
  feed: readAtom,
};

/**
 * Reads a feed of any format.
 *
 * @param now milliseconds since 1970, for dates in the future
 * @throws DocumentFault `not_a_feed`, `feed_malformed`, `feed_too_large`
 */
export function parseFeed(document: FetchedDocument, now = Date.now()): ParsedFeed {
  return readFeed(decodeText(document.body, document.contentType), document.url, now);
}

/** As {@link parseFeed}, of a text that is decoded. */
export function readFeed(text: string, url: string, now: number): ParsedFeed {
  const found = findFeed(text, url);
  return {
    format: found.format,
    title: titleOf(found.title, mostTitle),
    siteUrl: webUrl(found.siteUrl, found.base),
    ttlMinutes: ttlOf(found.ttlMinutes),
    posts: postsOf(newest(found.posts, now), now),
  };
}

function findFeed(text: string, url: string): RawFeed {
  if (/^\s*\{/.test(text)) return jsonFeedOf(text, url);
  const root = rootOf(text);
  const read = root && readers[root.name];
  if (!read) throw new DocumentFault('not_a_feed');
  if (countEntries(text, mostEntries) > mostEntries) throw new DocumentFault('feed_too_large');
  const xml = escapeBareAngles(text.slice(root.at));
  return attempt(() => read(xml, url)) ?? readComplete(xml, url, read);
}

function jsonFeedOf(text: string, url: string): RawFeed {
  const json = attempt(() => JSON.parse(text));
  if (json === undefined) throw new DocumentFault('feed_malformed');
  if (!/jsonfeed\.org\/version\//.test(String(json.version))) throw new DocumentFault('not_a_feed');
  if (Array.isArray(json.items) && json.items.length > mostEntries) throw new DocumentFault('feed_too_large');
  const feed = attempt(() => readJson(json, url));
  if (!feed) throw new DocumentFault('feed_malformed');
  return feed;
}

/** Reads a damaged feed by its complete entries; where that fails, by those of the first 1,000 that can be read alone. */
function readComplete(xml: string, url: string, read: Reader): RawFeed {
  const parts = completeEntries(xml);
  const root = /^<[^>]{1,10000}>/.exec(xml)?.[0];
  if (!parts || !root) throw new DocumentFault('feed_malformed');
  const opening = read === readRss ? `${root}<channel>` : root;
  const readAfter = (head: string, entries: readonly string[]) => {
    const found = attempt(() => read(head + entries.join(''), url));
    return found && found.posts.length > 0 ? found : undefined;
  };
  const all = readAfter(parts.head, parts.entries);
  if (all) return all;
  const whole = parts.entries.slice(0, mostPosts).filter((entry) => readAfter(opening, [entry]));
  // What comes before the entries may be the damaged part.
  const found = readAfter(parts.head, whole) ?? readAfter(opening, whole);
  if (!found) throw new DocumentFault('feed_malformed');
  return found;
}

/** Feedsmith and its parser throw plain errors, of many kinds. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The newest posts, in the order of the document; those without a date count as the oldest. */
function newest(posts: readonly RawPost[], now: number): readonly RawPost[] {
  if (posts.length <= mostPosts) return posts;
  const dated = posts.map((post, at) => ({ at, date: parseDate(post.published ?? post.updated, now) ?? '' }));
  const kept = new Set(
    dated
      .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.at - b.at))
      .slice(0, mostPosts)
      .map(({ at }) => at),
  );
  return posts.filter((_post, at) => kept.has(at));
}

/** Of posts of one identity the latest remains, in the place of the first. */
function postsOf(found: readonly RawPost[], now: number): ParsedPost[] {
  let characters = 0;
  const clean = found.map((post) => {
    const made = makePost(post, now);
    characters += made.content.length;
    if (characters > mostContent) throw new DocumentFault('feed_too_large');
    return made;
  });
  const shared = sharedIds(clean);
  const posts = new Map<string, ParsedPost>();
  for (const { id, ...post } of clean) {
    const identity = identityOf({ ...post, id }, shared);
    const earlier = posts.get(identity);
    if (!earlier || dateOf(post) > dateOf(earlier)) posts.set(identity, { identity, hash: hashOf(post), ...post });
  }
  return [...posts.values()];
}

function dateOf({ updatedAt, publishedAt }: Pick<ParsedPost, 'updatedAt' | 'publishedAt'>): string {
  return updatedAt ?? publishedAt ?? '';
}

function ttlOf(minutes: number | undefined): number | null {
  const rounded = Math.round(minutes ?? 0);
  return rounded >= 1 ? Math.min(rounded, mostTtl) : null;
}
