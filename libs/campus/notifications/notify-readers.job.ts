import { Database, type Transaction } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { Notifier, type Place } from './notifier.js';
import {
  AT_ONCE,
  type Audience,
  audienceOfAnnouncement,
  audienceOfChapter,
  audienceOfPassages,
  FIRST_READER,
  passedReaders,
  type ReaderRow,
  readersOf,
} from './readers.sql.js';

const audienceOf = {
  'chapter-published': audienceOfChapter,
  announcement: audienceOfAnnouncement,
  'passage-decided': audienceOfPassages,
};

export interface NotifyReaders extends JobPayload {
  readonly kind: keyof typeof audienceOf;
  readonly aboutId: string;
}

export const notifyReaders = defineJob<NotifyReaders>('campus.notify-readers', {
  tries: 10,
  backoffMs: 2000,
  resumes: true,
});

/**
 * Notifies the readers of a chapter or an announcement, or the students who pass into a year that was opened, a thousand a commit.
 * Its id is that of the cause: run again, it gives nobody a second notification, and goes on with those who have none. It ends where
 * there is nothing to read any more.
 */
@HandlesJob(notifyReaders)
export class NotifiesReaders implements JobHandler<NotifyReaders> {
  constructor(
    private readonly database: Database,
    private readonly notifier: Notifier,
  ) {}

  async run({ tenantId, kind, aboutId }: NotifyReaders, { id: cause, signal }: JobContext): Promise<object> {
    const told: string[] = [];
    let place: Place | undefined;
    for (let after: typeof FIRST_READER | undefined = FIRST_READER; after; ) {
      signal.throwIfAborted();
      const from: typeof FIRST_READER = after;
      after = await this.database.transaction({ tenantId }, async (tx) => {
        const [audience] = await tx.run(audienceOf[kind], aboutId);
        if (!audience) {
          this.notifier.tell(tx, tenantId, told, place);
          return undefined;
        }
        place = audience;
        const readers = await (kind === 'passage-decided'
          ? tx.run(passedReaders, audience.yearId, from.id)
          : this.next(tx, audience, from));
        const userIds = readers.flatMap(({ userId }) => userId ?? []);
        const about = { kind, aboutId, chapterId: audience.chapterId };
        if (userIds.length > 0) told.push(...(await this.notifier.add(tx, cause, about, userIds)));
        if (readers.length === AT_ONCE) return readers.at(-1);
        this.notifier.tell(tx, tenantId, told, audience);
        return undefined;
      });
    }
    return { notified: told.length };
  }

  private next(tx: Transaction, audience: Audience, { createdAt, id }: typeof FIRST_READER): Promise<ReaderRow[]> {
    const { statement, placeId } = readersOf(audience);
    return tx.run(statement, audience.yearId, placeId, audience.level, createdAt, id);
  }
}
