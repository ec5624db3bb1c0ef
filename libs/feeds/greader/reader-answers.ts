import type { UnreadCountsDto } from '../reading/reading.dto.js';
import type { FeedRow, NameRow } from './greader.sql.js';
import { feedId, itemId, labelId, stateId } from './reader-ids.js';
import type { ItemRow, RefRow } from './streams.sql.js';

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

/** Labels with the name of a folder are left out: a client could not tell them apart. */
export function tagsOf(folders: readonly NameRow[], labels: readonly NameRow[]) {
  const taken = new Set(folders.map(({ nameKey }) => nameKey));
  const tagOf = (type: 'folder' | 'tag') => (row: NameRow) => ({ id: labelId(row.name), label: row.name, type });
  const others = labels.filter(({ nameKey }) => !taken.has(nameKey));
  return { tags: [{ id: stateId('starred') }, ...folders.map(tagOf('folder')), ...others.map(tagOf('tag'))] };
}

export function subscriptionsOf(feeds: readonly FeedRow[]) {
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
    ...[...folders].map(([id, within]) => count(labelId(within[0]?.folder ?? ''), id, within)),
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
