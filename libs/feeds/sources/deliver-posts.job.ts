import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, runEach } from '#platform/jobs';
import { FROM_START, PostDelivery, type SourceVersion } from './post-delivery.js';
import type { DeliveredBatch } from './sources.sql.js';

interface DeliverPosts extends JobPayload {
  readonly sourceId: string;
  readonly version: number;
  /** The follower after which it goes on. */
  readonly after: string;
  /** Followers at once. */
  readonly most: number;
  /** Whether newcomers alone are meant; left out for all. */
  readonly newcomers?: boolean;
}

export const deliverAllPosts = defineJob<DeliverPosts>('feeds.deliver-posts', { tries: 10, backoffMs: 2000 });

/** Gives the posts of a document to the followers of a source where these or the posts are many. */
@HandlesJob(deliverAllPosts)
export class DeliversPosts implements JobHandler<DeliverPosts> {
  constructor(
    private readonly database: Database,
    private readonly delivery: PostDelivery,
  ) {}

  /**
   * Run again, it starts anew: posts that were given are not given twice. Where it fails for some followers, it goes on with the
   * next ones.
   */
  async run(job: DeliverPosts, { signal }: JobContext): Promise<object> {
    let stored = 0;
    await runEach(this.batches(job), signal, async (followers) => {
      stored += await this.give(job.tenantId, job, followers, signal);
    });
    return { stored };
  }

  /** The followers who are to get the posts, some at once. */
  private async *batches(job: DeliverPosts) {
    const { tenantId, most, newcomers = false } = job;
    for (let last: string | undefined = job.after; last; ) {
      const after: string = last;
      const { followers, more } = await this.database.transaction({ tenantId }, (tx) =>
        this.delivery.next(tx, job, after, most, newcomers),
      );
      yield followers;
      last = more ? followers.at(-1) : undefined;
    }
  }

  /** Gives some followers all posts of a document, a slice at a time: not those who pause meanwhile. */
  private async give(tenantId: string, source: SourceVersion, batch: readonly string[], signal: AbortSignal) {
    let stored = 0;
    let followers = batch;
    for (let had: Pick<DeliveredBatch, 'unfilled' | 'next'> = FROM_START; had.next !== null; ) {
      signal.throwIfAborted();
      const before: typeof had = had;
      const given = await this.database.transaction({ tenantId }, (tx) =>
        this.delivery.give(tx, tenantId, source, followers, before),
      );
      stored += given.stored;
      followers = given.served;
      had = given;
    }
    return stored;
  }
}
