import sanitizeHtml from 'sanitize-html';
import { decodeText } from './decode-text.js';
import { DocumentFault } from './document-fault.js';
import { boundedDepth, TooDeep } from './element-depth.js';
import { readFeed } from './parse-feed.js';
import type { FeedLink, FetchedDocument, ParsedFeed } from './parsed-feed.js';
import { cut, oneLine } from './plain-text.js';
import { webUrl } from './web-url.js';

/** The feeds that a document offers: itself, or those that it links to. */
export interface DiscoveredFeeds {
  readonly feed: ParsedFeed | null;
  readonly links: readonly FeedLink[];
}

const mostLinks = 20;
/** Pages declare their feeds in the head. */
const mostRead = 1_000_000;
const mostTitle = 200;
const feedType = /^(?:application|text)\/(?:rss|atom|rdf|feed)(?:\+xml|\+json)?$/i;
const comments = /comment|kommentar|replies/i;

/**
 * The document itself, when it is a feed; else the feeds that the page links to, those of comments last, at most 20.
 *
 * @throws DocumentFault `feed_malformed`, `feed_too_large`; a page without any feed is an answer without links
 */
export function discoverFeeds({ body, url, contentType }: FetchedDocument, now = Date.now()): DiscoveredFeeds {
  const text = decodeText(body, contentType);
  try {
    return { feed: readFeed(text, url, now), links: [] };
  } catch (error) {
    if (!(error instanceof DocumentFault) || error.code !== 'not_a_feed') throw error;
    return { feed: null, links: linksOf(text, url) };
  }
}

function linksOf(html: string, url: string): FeedLink[] {
  let base: string | undefined;
  const found: Record<string, string>[] = [];
  readTags(cut(html, mostRead), (name, attributes) => {
    if (name === 'base' && attributes.href) base ??= webUrl(attributes.href, url) ?? undefined;
    if ((name === 'link' || name === 'a') && isFeed(attributes)) found.push(attributes);
  });
  const links = new Map<string, FeedLink>();
  for (const { href, title } of found) {
    const address = webUrl(href, base ?? url);
    if (address && !links.has(address)) links.set(address, { url: address, title: titleOf(title) });
  }
  const [last, first] = [[...links.values()].filter(isOfComments), [...links.values()].filter((l) => !isOfComments(l))];
  return [...first, ...last].slice(0, mostLinks);
}

/** Calls `seen` with each opening tag, up to where elements are nested too deeply. */
function readTags(html: string, seen: (name: string, attributes: Record<string, string>) => void): void {
  const { onOpenTag, onCloseTag } = boundedDepth();
  try {
    sanitizeHtml(html, {
      allowedTags: [],
      onOpenTag: (name, attributes) => {
        onOpenTag();
        seen(name, attributes);
      },
      onCloseTag,
    });
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
  }
}

/** `rel=feed`, or another form of the page with a type of feeds. */
function isFeed({ rel = '', type = '', href }: Record<string, string>): boolean {
  const relations = rel.toLowerCase().split(/\s+/);
  if (!href) return false;
  const [name = ''] = type.split(';', 1);
  return relations.includes('feed') || (relations.includes('alternate') && feedType.test(name.trim()));
}

function isOfComments({ url, title }: FeedLink): boolean {
  return comments.test(title ?? '') || comments.test(url);
}

function titleOf(title: string | undefined): string | null {
  return cut(oneLine(title ?? ''), mostTitle) || null;
}
