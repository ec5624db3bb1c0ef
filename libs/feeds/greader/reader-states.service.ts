import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { Person as Reader } from '#platform/access';
import { ReadingService } from '../reading/reading.service.js';
import { type FeedRow, folderNames, followedFeeds, labelNames } from './greader.sql.js';
import { subscriptionsOf, tagsOf, unreadCountsOf } from './reader-answers.js';
import { momentOf, streamOf } from './reader-ids.js';
import type { ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const FEEDS_AT_ONCE = 500;

/** Lists feeds, folders, labels and what is unread, as the protocol has it, and marks streams as read. */
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

  async tags(reader: Reader) {
    const { tenantId } = reader;
    return tagsOf(
      ...(await Promise.all([this.database.read({ tenantId }, folderNames), this.database.read(reader, labelNames)])),
    );
  }

  async unreadCounts(reader: Reader) {
    const [counts, feeds] = await Promise.all([this.reading.unread(reader), this.feeds(reader.tenantId)]);
    return unreadCountsOf(counts, feeds);
  }

  /** Marks the posts of a stream as read that were received until `ts`. Streams that are no feed, folder, label or list have none. */
  async markAllRead(reader: Reader, input: ReaderInput): Promise<void> {
    const stream = streamOf(input.required('s'));
    const until = momentOf(input.one('ts') ?? '');
    const which = until && { receivedUntil: until.toISOString() };
    if (stream?.kind === 'all') await this.reading.markRead(reader, { ...which });
    if (stream?.kind === 'feed') {
      const subscription = await this.names.subscription(reader.tenantId, stream.named);
      if (subscription !== undefined) await this.reading.markRead(reader, { ...which, subscription });
    }
    if (stream?.kind === 'label') {
      const found = await this.names.named(reader, stream.name);
      if (found?.kind === 'folder') await this.reading.markRead(reader, { ...which, folder: found.id });
      if (found?.kind === 'label') await this.reading.markLabelRead(reader, found.id, which?.receivedUntil);
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
