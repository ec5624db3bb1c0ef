import { Injectable } from '@nestjs/common';
import type { Transaction } from '#platform/database';
import { type DomainEvent, type Subscriber, Subscribes } from '#platform/events';
import { Jobs } from '#platform/jobs';
import type { ChapterPublished } from '../events/index.js';
import { notifyReaders } from './notify-readers.job.js';

/** Has the students of a chapter notified when it is published; once more, those who were not told of it before. */
@Injectable()
@Subscribes<ChapterPublished>('campus.chapter.published', 1, 'campus.notify-of-chapters')
export class NotifiesOfChapters implements Subscriber<ChapterPublished> {
  constructor(private readonly jobs: Jobs) {}

  async handle({ tenantId, data }: DomainEvent<ChapterPublished>, tx: Transaction): Promise<void> {
    await this.jobs.add(tx, notifyReaders, { tenantId, kind: 'chapter-published', aboutId: data.chapterId });
  }
}
