import { readAtom } from './atom-feed.js';
import { decodeText } from './decode-text.js';
import { DocumentFault } from './document-fault.js';
import { mostEntries, mostPosts } from './document-limits.js';
import { readJson } from './json-feed.js';
import { titleOf } from './make-post.js';
import { makePosts } from './make-posts.js';
import {
  type ChangedFeed,
  type FetchedDocument,
  type KnownFeed,
  nothingKnown,
  type ParsedFeed,
} from './parsed-feed.js';
import { prepareXml } from './prepare-xml.js';
import type { RawFeed } from './raw-feed.js';
import { readRdf, readRss } from './rss-feed.js';
import { webUrl } from './web-url.js';
import { completeEntries, countEntries, escapeBareAngles, isWellFormed, type RootElement, rootOf } from './xml-text.js';

const mostTitle = 300;
/** Characters of root elements that are read beside the entries of a damaged feed. */
const mostRepeated = 1_000_000;
/** Characters of what a server may print before a feed. */
const mostBeforeXml = 200_000;
/** A year. */
const mostTtl = 525_600;

/** Namespaces of Atom and RSS 0.90 and 1.0: other documents have roots of these names, too. */
const ofFeeds = /w3\.org\/2005\/Atom|purl\.org\/(?:atom|rss)|netscape\.com\/rdf/i;

const rootEnd = /<\/(?:[\w.-]{1,99}:)?(?:rss|rdf|feed)\s{0,99}>/i;

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

/**
 * As {@link parseFeed}, and makes posts only of entries that are not as they were: nearly all of the time goes there.
 *
 * @param last what is known of the last document
 */
export function parseChanges(document: FetchedDocument, last: KnownFeed, now = Date.now()): ChangedFeed {
  return readFeed(decodeText(document.body, document.contentType), document.url, now, last);
}

/** As {@link parseFeed}, of a text that is decoded. */
export function readFeed(text: string, url: string, now: number): ParsedFeed;
export function readFeed(text: string, url: string, now: number, last: KnownFeed): ChangedFeed;
export function readFeed(text: string, url: string, now: number, last: KnownFeed = nothingKnown): ChangedFeed {
  const found = findFeed(text, url);
  return {
    format: found.format,
    title: titleOf(found.title, mostTitle),
    siteUrl: webUrl(found.siteUrl, found.base),
    ttlMinutes: ttlOf(found.ttlMinutes),
    ...makePosts(found.posts, now, last),
  };
}

function findFeed(text: string, url: string): RawFeed {
  if (/^\s*\{/.test(text)) return jsonFeedOf(text, url);
  const root = feedRootOf(text);
  const read = root && Object.hasOwn(readers, root.name) && readers[root.name];
  if (!read) throw new DocumentFault('not_a_feed');
  if (countEntries(text, mostEntries) > mostEntries) throw new DocumentFault('feed_too_large');
  const whole = text.slice(root.at);
  const xml = prepareXml(escapeBareAngles(whole), root.name === 'feed' ? root.prefix : 'atom:');
  // The parser takes an entry that is cut off between two elements for a whole one.
  const found = rootEnd.test(whole) ? attempt(() => read(xml, url)) : undefined;
  return found ?? emptyFeed(whole, root.name, url) ?? readComplete(xml, url, read);
}

/** The root element, or that after the declaration of XML where a server printed a notice in HTML before it. */
function feedRootOf(text: string): RootElement | null {
  const root = rootOf(text);
  const declared =
    root && root.name !== 'html' && !Object.hasOwn(readers, root.name)
      ? text.slice(0, mostBeforeXml).indexOf('<?xml', root.at)
      : -1;
  const after = declared < 0 ? null : rootOf(text.slice(declared));
  return after && Object.hasOwn(readers, after.name) ? { ...after, at: declared + after.at } : root;
}

function jsonFeedOf(text: string, url: string): RawFeed {
  const json = attempt(() => JSON.parse(text));
  if (json === undefined) throw new DocumentFault('feed_malformed');
  if (!/jsonfeed\.org\/version\//.test(String(json.version))) throw new DocumentFault('not_a_feed');
  if (Array.isArray(json.items) && json.items.length > mostEntries) throw new DocumentFault('feed_too_large');
  const feed = attempt(() => readJson(json, url));
  if (feed) return feed;
  if (json.items === undefined || json.items?.length === 0) return nothingOf('json', url);
  throw new DocumentFault('feed_malformed');
}

/**
 * Reads a damaged feed by its complete entries; where that fails, by those of the first 1,000 that can be read alone, each after
 * the root element. Of a long one that would be a thousand times its length: as many entries are then read as bring a million
 * characters.
 */
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
  const most = Math.min(mostPosts, Math.ceil(mostRepeated / opening.length));
  const whole = parts.entries.slice(0, most).filter((entry) => readAfter(opening, [entry]));
  // What comes before the entries may be the damaged part.
  const found = readAfter(parts.head, whole) ?? readAfter(opening, whole);
  if (!found) throw new DocumentFault('feed_malformed');
  return found;
}

/** A well-formed feed that says nothing, such as one that has just been set up: feedsmith refuses it. */
function emptyFeed(xml: string, root: string, url: string): RawFeed | undefined {
  if (root !== 'rss' && !ofFeeds.test(xml.slice(0, 2000))) return undefined;
  if (countEntries(xml, 0) > 0 || !isWellFormed(xml)) return undefined;
  const format = root === 'feed' ? 'atom' : root === 'rdf' ? 'rdf' : 'rss';
  return nothingOf(format, url);
}

function nothingOf(format: RawFeed['format'], base: string): RawFeed {
  return { format, title: { text: '', kind: 'text' }, siteUrl: undefined, ttlMinutes: undefined, base, posts: [] };
}

/** Feedsmith and its parser throw plain errors, of many kinds. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function ttlOf(minutes: number | undefined): number | null {
  const rounded = Math.round(minutes ?? 0);
  return rounded >= 1 ? Math.min(rounded, mostTtl) : null;
}
