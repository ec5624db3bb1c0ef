import type { UnreadCountsDto } from '../reading/reading.dto.js';
import type { FeedRow, ItemRow, RefRow } from './greader.sql.js';
import { feedId, folderId, itemId, stateId } from './reader-ids.js';

const usec = (time: Date | null): string => `${time ? time.getTime() * 1000 : 0}`;
const seconds = (time: Date): number => Math.floor(time.getTime() / 1000);

/** The continuation of a page where there is more: the number of its last post. */
const continuationAfter = (last: RefRow | undefined) => (last ? { continuation: `${last.number}` } : {});

export function refsOf(rows: readonly RefRow[], more: boolean) {
  const itemRefs = rows.map(({ number, subscriptionId, receivedAt }) => ({
    id: `${number}`,
    directStreamIds: [feedId(subscriptionId)],
    timestampUsec: usec(receivedAt),
  }));
  return { itemRefs, ...continuationAfter(more ? rows.at(-1) : undefined) };
}

/** @param last post of the page, where there is more */
export function contentsOf(id: string, rows: readonly ItemRow[], last: RefRow | undefined) {
  return { direction: 'ltr', id, updated: seconds(new Date()), items: rows.map(itemOf), ...continuationAfter(last) };
}

function itemOf(row: ItemRow) {
  const { url, author, folder, siteUrl, publishedAt, receivedAt, attachments } = row;
  const categories = [
    stateId('reading-list'),
    ...(folder === null ? [] : [folderId(folder)]),
    ...(row.read ? [stateId('read')] : []),
    ...(row.starred ? [stateId('starred')] : []),
  ];
  return {
    id: itemId(row.number),
    crawlTimeMsec: `${receivedAt.getTime()}`,
    timestampUsec: usec(receivedAt),
    published: seconds(publishedAt ?? receivedAt),
    updated: seconds(row.updatedAt),
    title: row.title,
    ...(author !== null && { author }),
    canonical: url === null ? [] : [{ href: url }],
    alternate: url === null ? [] : [{ href: url, type: 'text/html' }],
    categories,
    origin: { streamId: feedId(row.subscriptionId), title: row.feedTitle, htmlUrl: siteUrl ?? '' },
    summary: { direction: 'ltr', content: row.content },
    enclosure: attachments.map(({ url: href, type, bytes }) => ({
      href,
      ...(type !== null && { type }),
      ...(bytes !== null && { length: bytes }),
    })),
  };
}

export function subscriptionsOf(feeds: readonly FeedRow[]) {
  const subscriptions = feeds.map(({ id, title, url, siteUrl, folder }) => ({
    id: feedId(id),
    title,
    categories: folder === null ? [] : [{ id: folderId(folder), label: folder, type: 'folder' }],
    url,
    htmlUrl: siteUrl ?? '',
    iconUrl: '',
  }));
  return { subscriptions };
}

/** The counts of all that has posts, also where none is unread. */
export function unreadCountsOf(counts: UnreadCountsDto, feeds: readonly FeedRow[]) {
  const unread = new Map([...counts.subscriptions, ...counts.folders].map((each) => [each.id, each.unread]));
  const count = (id: string, of: string, within: readonly FeedRow[]) => ({
    id,
    count: of === '' ? counts.unread : (unread.get(of) ?? 0),
    newestItemTimestampUsec: usec(newest(within)),
  });
  const folders = Map.groupBy(
    feeds.filter(({ folderId }) => folderId !== null),
    ({ folderId }) => folderId as string,
  );
  const unreadcounts = [
    ...feeds.map((feed) => count(feedId(feed.id), feed.id, [feed])),
    ...[...folders].map(([id, within]) => count(folderId(within[0]?.folder ?? ''), id, within)),
    count(stateId('reading-list'), '', feeds),
  ];
  return { max: counts.unread, unreadcounts };
}

function newest(feeds: readonly FeedRow[]): Date | null {
  return feeds.reduce<Date | null>((latest, { newestAt }) => {
    if (!newestAt || (latest && latest >= newestAt)) return latest;
    return newestAt;
  }, null);
}
