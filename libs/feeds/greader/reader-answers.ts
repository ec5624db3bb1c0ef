import { escapeHtml } from '#platform/http';
import { cut } from '../documents/plain-text.js';
import type { UnreadCountsDto } from '../reading/reading.dto.js';
import type { FollowedFeed } from '../subscriptions/subscriptions.sql.js';
import type { NameRow } from './greader.sql.js';
import { feedId, itemId, labelId, stateId } from './reader-ids.js';
import type { ItemRow, RefRow } from './streams.sql.js';

/** Characters of the text of a post that stand in place of its title. */
const MOST_OF_EXCERPT = 80;

const usec = (time: number): string => `${time * 1000}`;
const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);

const continuationOf = (next: number | undefined) => (next === undefined ? {} : { continuation: `${next}` });

export function refsOf(rows: readonly RefRow[], more: boolean) {
  const itemRefs = rows.map(({ number, subscriptionId, receivedAt }) => ({
    id: `${number}`,
    directStreamIds: [feedId(subscriptionId)],
    timestampUsec: usec(receivedAt.getTime()),
  }));
  return { itemRefs, ...continuationOf(more ? rows.at(-1)?.number : undefined) };
}

/** @param continuation of the page, where there is more */
export function contentsOf(id: string, rows: readonly ItemRow[], continuation: number | undefined) {
  return {
    direction: 'ltr',
    id,
    updated: seconds(new Date()),
    items: rows.map(itemOf),
    ...continuationOf(continuation),
  };
}

function itemOf(row: ItemRow) {
  const { author, folder, siteUrl, publishedAt, receivedAt, attachments } = row;
  // Clients fail on a post without an address or a title.
  const href = row.url ?? siteUrl ?? row.feedUrl;
  // A label may have the name of the folder.
  const named = new Set([...(folder === null ? [] : [folder]), ...row.labels]);
  const categories = [
    stateId('reading-list'),
    ...[...named].map(labelId),
    ...(row.read ? [stateId('read')] : []),
    ...(row.starred ? [stateId('starred')] : []),
  ];
  return {
    id: itemId(row.number),
    crawlTimeMsec: `${receivedAt.getTime()}`,
    timestampUsec: usec(receivedAt.getTime()),
    published: seconds(publishedAt ?? receivedAt),
    updated: seconds(row.updatedAt),
    // Clients show both as HTML.
    title: escapeHtml(row.title || cut(row.excerpt, MOST_OF_EXCERPT) || href),
    ...(author !== null && { author }),
    canonical: [{ href }],
    alternate: [{ href, type: 'text/html' }],
    categories,
    origin: { streamId: feedId(row.subscriptionId), title: escapeHtml(row.feedTitle), htmlUrl: siteUrl ?? '' },
    summary: { direction: 'ltr', content: row.content },
    enclosure: attachments.map(({ url, type, bytes }) => ({
      href: url,
      // Some clients require one.
      type: type ?? 'application/octet-stream',
      ...(bytes !== null && { length: bytes }),
    })),
  };
}

/** Labels with the name of a folder are left out: a client could not tell them apart. */
export function tagsOf(folders: readonly NameRow[], labels: readonly NameRow[]) {
  const taken = new Set(folders.map(({ nameKey }) => nameKey));
  const tagOf = (type: 'folder' | 'tag') => (row: NameRow) => ({ id: labelId(row.name), label: row.name, type });
  const others = labels.filter(({ nameKey }) => !taken.has(nameKey));
  return { tags: [{ id: stateId('starred') }, ...folders.map(tagOf('folder')), ...others.map(tagOf('tag'))] };
}

export function subscriptionsOf(feeds: readonly FollowedFeed[]) {
  const subscriptions = feeds.map(({ id, title, url, siteUrl, folder }) => ({
    id: feedId(id),
    title,
    categories: folder === null ? [] : [{ id: labelId(folder), label: folder, type: 'folder' }],
    url,
    htmlUrl: siteUrl ?? '',
    iconUrl: '',
  }));
  return { subscriptions };
}

/** The counts of all that has posts, also where none is unread. */
export function unreadCountsOf(
  counts: UnreadCountsDto,
  feeds: readonly FollowedFeed[],
  newestPosts: readonly { id: string; newestAt: Date | null }[],
) {
  const newestAt = new Map(newestPosts.map((each) => [each.id, each.newestAt?.getTime() ?? 0]));
  const unread = new Map([...counts.subscriptions, ...counts.folders].map((each) => [each.id, each.unread]));
  const count = (id: string, of: string, within: readonly FollowedFeed[]) => ({
    id,
    count: of === '' ? counts.unread : (unread.get(of) ?? 0),
    newestItemTimestampUsec: usec(within.reduce((latest, feed) => Math.max(latest, newestAt.get(feed.id) ?? 0), 0)),
  });
  const folders = Map.groupBy(
    feeds.filter(({ folderId }) => folderId !== null),
    ({ folderId }) => folderId as string,
  );
  const unreadcounts = [
    ...feeds.map((feed) => count(feedId(feed.id), feed.id, [feed])),
    ...[...folders].map(([id, within]) => count(labelId(within[0]?.folder ?? ''), id, within)),
    count(stateId('reading-list'), '', feeds),
  ];
  return { max: counts.unread, unreadcounts };
}
