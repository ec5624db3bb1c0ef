import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { PostDelivery } from './post-delivery.js';

interface DeliverPosts extends JobPayload {
  readonly sourceId: string;
  readonly version: number;
  /** The follower after which it goes on. */
  readonly after: string;
  /** Followers at once. */
  readonly most: number;
}

export const deliverAllPosts = defineJob<DeliverPosts>('feeds.deliver-posts');

/** Gives the posts of a document to the followers of a source that has many. */
@HandlesJob(deliverAllPosts)
export class DeliversPosts implements JobHandler<DeliverPosts> {
  constructor(
    private readonly database: Database,
    private readonly delivery: PostDelivery,
  ) {}

  /** Run again, it starts anew: posts that were given are not given twice. */
  async run({ tenantId, sourceId, version, after, most }: DeliverPosts, { signal }: JobContext): Promise<object> {
    let stored = 0;
    for (let next: string | null = after; next; ) {
      signal.throwIfAborted();
      const from: string = next;
      const step = await this.database.transaction({ tenantId }, (tx) =>
        this.delivery.deliver(tx, tenantId, [sourceId, version, from, most]),
      );
      stored += step.stored;
      next = step.reached;
    }
    return { stored };
  }
}
