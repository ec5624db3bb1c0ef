import { type JsonFeed, parseJsonFeed } from 'feedsmith';
import { firstText, type RawFeed, type RawPost } from './raw-feed.js';

type Item = JsonFeed.Item<string>;

/**
 * JSON Feed 1.0 and 1.1.
 *
 * @throws errors of feedsmith
 */
export function readJson(document: object, url: string): RawFeed {
  const feed = parseJsonFeed(document);
  return {
    format: 'json',
    title: firstText([feed.title], 'text'),
    siteUrl: feed.home_page_url,
    ttlMinutes: undefined,
    base: url,
    posts: (feed.items ?? []).map((item) => postOf(item, feed.authors ?? [], url)),
  };
}

function postOf(item: Item, feedAuthors: readonly JsonFeed.Author[], base: string): RawPost {
  const authors = item.authors?.length ? item.authors : feedAuthors;
  return {
    id: item.id,
    url: item.url ?? item.external_url,
    title: firstText([item.title], 'text'),
    authors: authors.map(({ name }) => name),
    content: item.content_html
      ? { text: item.content_html, kind: 'html' }
      : firstText([item.content_text, item.summary], 'text'),
    published: item.date_published,
    updated: item.date_modified,
    tags: item.tags ?? [],
    images: [item.image, item.banner_image],
    attachments: (item.attachments ?? []).map((attachment) => ({
      url: attachment.url,
      type: attachment.mime_type,
      bytes: attachment.size_in_bytes,
      seconds: attachment.duration_in_seconds,
    })),
    base,
    contentBase: base,
  };
}
