import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { Reader } from '../reading/reader.js';
import { ReadingService } from '../reading/reading.service.js';
import { type FeedRow, folderNames, followedFeeds, postIdsByNumber } from './greader.sql.js';
import { subscriptionsOf, unreadCountsOf } from './reader-answers.js';
import { folderId, momentOf, postNumber, stateId, streamOf } from './reader-ids.js';
import type { ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const FEEDS_AT_ONCE = 500;

/** Reads and changes what a user has read and starred, and lists the feeds, as the protocol has it. */
@Injectable()
export class ReaderStates {
  constructor(
    private readonly database: Database,
    private readonly reading: ReadingService,
    private readonly names: ReaderNames,
  ) {}

  async subscriptions({ tenantId }: Reader) {
    return subscriptionsOf(await this.feeds(tenantId));
  }

  async tags({ tenantId }: Reader) {
    const folders = await this.database.read({ tenantId }, folderNames);
    const labels = folders.map(({ name }) => ({ id: folderId(name), label: name, type: 'folder' }));
    return { tags: [{ id: stateId('starred') }, ...labels] };
  }

  async unreadCounts(reader: Reader) {
    const [counts, feeds] = await Promise.all([this.reading.unread(reader), this.feeds(reader.tenantId)]);
    return unreadCountsOf(counts, feeds);
  }

  /** Marks posts as read, unread, starred or not; other tags are left alone. */
  async editTags(reader: Reader, input: ReaderInput): Promise<void> {
    const states = statesIn(input);
    const numbers = input.all('i').flatMap((id) => postNumber(id) ?? []);
    if (numbers.length === 0 || Object.keys(states).length === 0) return;
    const posts = (await this.database.read(reader, postIdsByNumber, numbers)).map(({ id }) => id);
    if (posts.length > 0) await this.reading.setStates(reader, { posts, ...states });
  }

  /** Marks the posts of a stream as read that were received until `ts`. Streams that are no feed, folder or list have none. */
  async markAllRead(reader: Reader, input: ReaderInput): Promise<void> {
    const stream = streamOf(input.required('s'));
    const until = momentOf(input.one('ts') ?? '');
    const which = until ? { receivedUntil: until.toISOString() } : {};
    if (stream?.kind === 'all') await this.reading.markRead(reader, which);
    if (stream?.kind === 'feed') {
      const subscription = await this.names.subscription(reader.tenantId, stream.named);
      if (subscription !== undefined) await this.reading.markRead(reader, { ...which, subscription });
    }
    if (stream?.kind === 'folder') {
      const folder = await this.names.folder(reader.tenantId, stream.name);
      if (folder !== undefined) await this.reading.markRead(reader, { ...which, folder });
    }
  }

  /** All that the tenant follows, by title. */
  private async feeds(tenantId: string): Promise<FeedRow[]> {
    const feeds: FeedRow[] = [];
    for (let [title, id] = ['', FIRST_ID]; ; ) {
      const page = await this.database.read({ tenantId }, followedFeeds, title, id, FEEDS_AT_ONCE);
      feeds.push(...page);
      const last = page.at(-1);
      if (!last || page.length < FEEDS_AT_ONCE) return feeds;
      [title, id] = [last.titleKey, last.id];
    }
  }
}

/** What the tags to add (`a`) and to remove (`r`) say of the two states that posts have. */
function statesIn(input: ReaderInput): { read?: boolean; starred?: boolean } {
  const states: { read?: boolean; starred?: boolean } = {};
  for (const [name, added] of [
    ['a', true],
    ['r', false],
  ] as const) {
    for (const id of input.all(name)) {
      const kind = streamOf(id)?.kind;
      if (kind === 'read') states.read = added;
      if (kind === 'unread') states.read = !added;
      if (kind === 'starred') states.starred = added;
    }
  }
  return states;
}
