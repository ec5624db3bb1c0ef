import { Injectable } from '@nestjs/common';
import type { Person } from '#platform/access';
import { Database } from '#platform/database';
import { Problem } from '#platform/problems';
import { feedsProblems } from '../feeds.errors.js';
import type { ReadPostsDto } from '../reading/reading.dto.js';
import { ReadingService } from '../reading/reading.service.js';
import { allFollowedFeeds } from '../subscriptions/followed-feeds.js';
import { folderNames, labelNames, newestPosts } from './greader.sql.js';
import { subscriptionsOf, tagsOf, unreadCountsOf } from './reader-answers.js';
import { momentOf, streamOf } from './reader-ids.js';
import type { ReaderInput } from './reader-input.js';
import { ReaderNames } from './reader-names.service.js';

/** Lists feeds, folders, labels and what is unread, as the protocol has it, and marks streams as read. */
@Injectable()
export class ReaderStates {
  constructor(
    private readonly database: Database,
    private readonly reading: ReadingService,
    private readonly names: ReaderNames,
  ) {}

  async subscriptions({ tenantId }: Person) {
    return subscriptionsOf(await allFollowedFeeds(this.database, tenantId));
  }

  async tags(person: Person) {
    const { tenantId } = person;
    return tagsOf(
      ...(await Promise.all([this.database.read({ tenantId }, folderNames), this.database.read(person, labelNames)])),
    );
  }

  async unreadCounts(person: Person) {
    const { tenantId } = person;
    return unreadCountsOf(
      ...(await Promise.all([
        this.reading.unread(person),
        allFollowedFeeds(this.database, tenantId),
        this.database.read({ tenantId }, newestPosts),
      ])),
    );
  }

  /**
   * Marks the posts of a stream as read that were received until `ts`. Streams that there are not, or of another kind, have none.
   *
   * @throws Problem `reader_request_invalid` (400) where `s` is missing, or `ts` is no moment
   */
  async markAllRead(person: Person, input: ReaderInput): Promise<void> {
    const stream = streamOf(input.required('s'));
    const until = boundOf(input);
    const which = until && { receivedUntil: until.toISOString() };
    if (stream?.kind === 'all') await this.reading.markRead(person, { ...which });
    if (stream?.kind === 'feed') {
      const subscription = await this.names.subscriptionOfStream(person.tenantId, stream.named);
      if (subscription !== undefined) await this.markPlaceRead(person, { ...which, subscription });
    }
    if (stream?.kind === 'label') {
      const found = await this.names.folderOrLabel(person, stream.name);
      if (found?.kind === 'folder') await this.markPlaceRead(person, { ...which, folder: found.id });
      if (found?.kind === 'label') await this.reading.markLabelRead(person, found.id, which?.receivedUntil);
    }
  }

  /** Clients may name what was deleted meanwhile. */
  private async markPlaceRead(person: Person, which: ReadPostsDto): Promise<void> {
    try {
      await this.reading.markRead(person, which);
    } catch (error) {
      const isUnknown = error instanceof Problem && ['unknown_folder', 'unknown_subscription'].includes(error.code);
      if (!isUnknown) throw error;
    }
  }
}

/** Until when posts are marked; undefined for all, as clients say by 0 or by no `ts`. An unreadable one would mark too many. */
function boundOf(input: ReaderInput): Date | undefined {
  const ts = input.single('ts');
  if (ts === undefined || /^0+$/.test(ts)) return undefined;
  const moment = momentOf(ts);
  if (!moment) throw feedsProblems.reader_request_invalid({ name: 'ts' });
  return moment;
}
