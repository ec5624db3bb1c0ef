import { parseRdfFeed, parseRssFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import { written } from './atom-feed.js';
import { mediaOf } from './media.js';
import { originalOf } from './prepare-xml.js';
import { firstOf, firstText, permanentLink, type RawFeed, type RawPost } from './raw-feed.js';
import { baseWithin } from './web-url.js';

type Rss = RssFeed.Feed<string>;
type Rdf = RdfFeed.Feed<string>;
type RssItem = RssFeed.Item<string>;
type RdfItem = RdfFeed.Item<string>;

/** Minutes of the periods of the syndication module. */
const periods: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

/**
 * RSS 0.91 to 2.0, with the modules that are in use.
 *
 * @throws errors of feedsmith
 */
export function readRss(xml: string, url: string): RawFeed {
  const feed = parseRssFeed(xml);
  const base = baseWithin(url, feed.xml?.base);
  return {
    ...common(feed, base),
    format: 'rss',
    ttlMinutes: feed.ttl ?? ttlOf(feed.sy),
    posts: (feed.items ?? []).map((item) => {
      const own = itemCommon(item, base);
      const { guid, itunes, enclosures = [], authors = [] } = item;
      const [sound, ...others] = enclosures.map(({ url, type, length }) => ({ url, type, bytes: length }));
      return {
        ...own,
        id: guid?.value,
        url: own.url ?? (guid?.isPermaLink === false ? undefined : permanentLink(guid?.value)),
        title: firstOf([own.title, firstText([itunes?.title], 'either')]),
        authors: firstNonEmpty([
          ...[item.dc?.creators, authors.map(({ name, email }) => name ?? email), [itunes?.author]],
          own.authors,
          item.media?.credits?.filter(({ role }) => role === undefined || role === 'author').map(({ value }) => value),
        ]),
        content: firstOf([own.content, firstText([itunes?.summary, itunes?.subtitle], 'either')]),
        published: item.pubDate ?? own.published,
        tags: [...(item.categories ?? []).map(({ name }) => name), ...own.tags, ...(itunes?.keywords ?? [])],
        images: [itunes?.image, ...own.images, enclosures.find(({ type }) => type?.startsWith('image/'))?.url],
        attachments: [...(sound ? [{ ...sound, seconds: itunes?.duration }] : []), ...[...others, ...own.attachments]],
      };
    }),
  };
}

/**
 * RSS 0.90 and 1.0.
 *
 * @throws errors of feedsmith
 */
export function readRdf(xml: string, url: string): RawFeed {
  const feed = parseRdfFeed(xml);
  const base = baseWithin(url, feed.xml?.base);
  return {
    ...common(feed, base),
    format: 'rdf',
    ttlMinutes: ttlOf(feed.sy),
    posts: (feed.items ?? []).map((item) => {
      const own = itemCommon(item, base);
      return { ...own, id: item.rdf?.about, url: own.url ?? permanentLink(item.rdf?.about) };
    }),
  };
}

function common(feed: Rss | Rdf, base: string) {
  const title = firstText([feed.title, feed.dc?.titles?.[0], feed.atom?.title?.value], 'either');
  return { title, siteUrl: feed.link ?? alternate(feed.atom?.links), base };
}

/** What both formats have in common, and the modules that both may use. */
function itemCommon(item: RssItem | RdfItem, feedBase: string): RawPost {
  const { dc, dcterms, atom } = item;
  const base = baseWithin(feedBase, item.xml?.base);
  const media = mediaOf(item.media);
  return {
    id: undefined,
    url: originalOf(atom?.links) ?? item.link ?? alternate(atom?.links),
    title: firstText([item.title, dc?.titles?.[0], item.media?.title?.value], 'either'),
    authors: firstNonEmpty([dc?.creators, atom?.authors?.map(({ name, email }) => name ?? email)]),
    content: firstOf([
      firstText([item.content?.encoded], 'either'),
      written(atom?.content),
      firstText([item.description, dc?.descriptions?.[0]], 'either'),
      written(atom?.summary),
      firstText([media.description], 'either'),
    ]),
    published: dc?.dates?.[0] ?? dcterms?.issued?.[0] ?? dcterms?.created?.[0] ?? atom?.published,
    updated: atom?.updated ?? dcterms?.modified?.[0],
    tags: dc?.subjects ?? [],
    images: media.images,
    attachments: media.attachments,
    base,
    contentBase: base,
  };
}

function firstNonEmpty(lists: readonly (readonly (string | undefined)[] | undefined)[]) {
  return lists.find((list) => list?.some((text) => text)) ?? [];
}

function alternate(links: readonly { rel?: string; href?: string }[] | undefined): string | undefined {
  return links?.find(({ rel = 'alternate' }) => rel === 'alternate')?.href;
}

function ttlOf(sy: Rss['sy']): number | undefined {
  const period = periods[sy?.updatePeriod?.toLowerCase() ?? ''];
  return period && period / Math.max(1, sy?.updateFrequency ?? 1);
}
