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
const feedType = /^(?:(?:application|text)\/(?:rss|atom|rdf|feed)(?:\+xml|\+json)?|(?:rss|atom)\+xml)$/i;
/** JSON Feed 1.0 and older pages have these for feeds, and others for whatever. */
const vagueType = /^(?:application\/json|(?:application|text)\/xml)$/i;
const noFeed = /\/wp-json\//;
const feedPath = /(?:^|[/._-])(?:rss2?|atom|feeds?|rdf)(?:\.(?:xml|json|rss|atom|rdf|php))?\/?(?:[?#]|$)/i;
/** `<address>; name=value; name="value"`, several after commas (RFC 8288). */
const linkHeader = /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^",;\s]*))?)*)/g;
const linkParameter = /([\w*-]+)\s*=\s*(?:"([^"]*)"|([^",;\s]*))/g;
const ofYouTube = /^(?:www\.|m\.)?youtube\.com$/;
const channel =
  /(?:"(?:externalId|channelId|browseId)":"|(?:channelId|identifier)"\s+content="|\/channel\/)(UC[\w-]{22})"/;
const comments = /comment|kommentar|replies/i;

/**
 * The document itself, when it is a feed; else the feeds that the page links to, those of comments last, at most 20.
 *
 * @throws DocumentFault `feed_malformed`, `feed_too_large`; a page without any feed is an answer without links
 */
export function discoverFeeds({ body, url, contentType, link }: FetchedDocument, now = Date.now()): DiscoveredFeeds {
  const text = decodeText(body, contentType);
  try {
    return { feed: readFeed(text, url, now), links: [] };
  } catch (error) {
    if (!(error instanceof DocumentFault) || error.code !== 'not_a_feed') throw error;
    return { feed: null, links: linksOf(text, url, link) };
  }
}

/** Those of the surest kind that the page has: whoever made it may name many things that are none. */
function linksOf(html: string, url: string, header = ''): FeedLink[] {
  let base: string | undefined;
  const found: (Record<string, string> & { name: string })[] = headerLinks(header);
  readTags(cut(html, mostRead), (name, attributes) => {
    if (name === 'base' && attributes.href) base ??= webUrl(attributes.href, url) ?? undefined;
    if (name === 'link' || name === 'a') found.push({ ...attributes, name });
  });
  for (const kind of [isFeed, isVague, isLinked]) {
    const links = new Map<string, FeedLink>();
    for (const each of found) {
      const address = webUrl(asWeb(each.href), each.name === 'header' ? url : (base ?? url));
      if (address && !links.has(address) && kind(each, address, url))
        links.set(address, { url: address, title: titleOf(each.title) });
    }
    if (links.size > 0) return sorted([...links.values()]);
  }
  return channelOf(html, url);
}

function sorted(links: readonly FeedLink[]): FeedLink[] {
  return [...links.filter((each) => !isOfComments(each)), ...links.filter(isOfComments)].slice(0, mostLinks);
}

/** `feed:https://…` and `feed://…`, which is http, as feed readers take them. */
function asWeb(href = ''): string {
  const address = href.trim().replace(/^feed:(?:\/\/)?(?=https?:)/i, '');
  return address.replace(/^feed:\/\//i, 'http://');
}

function headerLinks(header: string): (Record<string, string> & { name: string })[] {
  return [...header.matchAll(linkHeader)].map(([, href = '', written = '']) => {
    const parameters = [...written.matchAll(linkParameter)].map(([, key = '', quoted, bare = '']) => [
      key.toLowerCase(),
      quoted ?? bare,
    ]);
    return { ...Object.fromEntries(parameters), href, name: 'header' };
  });
}

/** The feed of a channel, which its page may name for its own scripts alone. */
function channelOf(html: string, url: string): FeedLink[] {
  const { protocol, host } = new URL(url);
  const id = ofYouTube.test(host) ? channel.exec(html)?.[1] : undefined;
  return id ? [{ url: `${protocol}//${host}/feeds/videos.xml?channel_id=${id}`, title: null }] : [];
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

type Attributes = Record<string, string>;

const relationsOf = ({ rel = '' }: Attributes) => rel.toLowerCase().split(/\s+/);
const typeOf = ({ type = '' }: Attributes) => type.split(';', 1)[0]?.trim() ?? '';

/** `rel=feed`, another form of the page with a type of feeds, or an address for feed readers. */
function isFeed(attributes: Attributes): boolean {
  const relations = relationsOf(attributes);
  if (relations.includes('feed') || /^\s*feed:/i.test(attributes.href ?? '')) return true;
  return relations.includes('alternate') && feedType.test(typeOf(attributes));
}

function isVague(attributes: Attributes, address: string): boolean {
  return relationsOf(attributes).includes('alternate') && vagueType.test(typeOf(attributes)) && !noFeed.test(address);
}

/** What a page of the same site links to as feeds are called. */
function isLinked({ name }: Attributes, address: string, page: string): boolean {
  const [to, from] = [new URL(address), new URL(page)];
  const site = (host: string) => host.replace(/^www\./, '');
  return name === 'a' && site(to.host) === site(from.host) && feedPath.test(to.pathname);
}

function isOfComments({ url, title }: FeedLink): boolean {
  return comments.test(title ?? '') || comments.test(url);
}

function titleOf(title: string | undefined): string | null {
  return cut(oneLine(title ?? ''), mostTitle) || null;
}
