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

export const deliverAllPosts = defineJob<DeliverPosts>('feeds.deliver-posts', { tries: 10, backoffMs: 2000 });

/** Gives the posts of a document to the followers of a source where these or the posts are many. */
@HandlesJob(deliverAllPosts)
export class DeliversPosts implements JobHandler<DeliverPosts> {
  constructor(
    private readonly database: Database,
    private readonly delivery: PostDelivery,
  ) {}

  /** Run again, it starts anew: posts that were given are not given twice. */
  async run({ tenantId, sourceId, version, after, most }: DeliverPosts, { signal }: JobContext): Promise<object> {
    const document = { sourceId, version };
    let stored = 0;
    for (let last: string | undefined = after; last; ) {
      const from: string = last;
      const batch = await this.database.transaction({ tenantId }, (tx) => this.delivery.next(tx, document, from, most));
      let followers = batch.followers;
      for (let first: number | null = 0; first !== null; ) {
        signal.throwIfAborted();
        const had: number = first;
        const given = await this.database.transaction({ tenantId }, (tx) =>
          this.delivery.give(tx, tenantId, document, followers, had),
        );
        stored += given.stored;
        // Whom it did not serve, because they paused, has not all of the posts.
        followers = given.served;
        first = given.next;
      }
      last = batch.more ? batch.followers.at(-1) : undefined;
    }
    return { stored };
  }
}
