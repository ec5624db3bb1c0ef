import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { type Document, NOTHING, PostDelivery } from './post-delivery.js';
import type { Given } from './sources.sql.js';

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
    const { tenantId, sourceId, version, most, newcomers = false } = job;
    const document = { sourceId, version };
    let stored = 0;
    const failures: unknown[] = [];
    for (let last: string | undefined = job.after; last; ) {
      const after: string = last;
      const { followers, more } = await this.database.transaction({ tenantId }, (tx) =>
        this.delivery.next(tx, document, after, most, newcomers),
      );
      try {
        stored += await this.give(tenantId, document, followers, signal);
      } catch (error) {
        signal.throwIfAborted();
        failures.push(error);
      }
      last = more ? followers.at(-1) : undefined;
    }
    if (failures.length > 0) throw failures[0];
    return { stored };
  }

  /** Gives some followers all posts of a document, a slice at a time: not those who pause meanwhile. */
  private async give(tenantId: string, document: Document, batch: readonly string[], signal: AbortSignal) {
    let stored = 0;
    let followers = batch;
    for (let had: Pick<Given, 'unfilled' | 'next'> = NOTHING; had.next !== null; ) {
      signal.throwIfAborted();
      const before: typeof had = had;
      const given = await this.database.transaction({ tenantId }, (tx) =>
        this.delivery.give(tx, tenantId, document, followers, before),
      );
      stored += given.stored;
      followers = given.served;
      had = given;
    }
    return stored;
  }
}
