import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, runEach } from '#platform/jobs';
import type { PostsMarked } from '../events/index.js';
import { takeMarked } from './filters.sql.js';

/** Posts that one transaction announces. */
const AT_ONCE = 100;

interface AnnounceMarked extends JobPayload {
  /** The tenants whose filters marked posts. */
  readonly tenants: readonly string[];
}

export const announceMarked = defineJob<AnnounceMarked>('feeds.announce-marked', { tries: 10, backoffMs: 2000 });

/** Publishes an event for the posts of each filter and subscription that are not yet announced. */
@HandlesJob(announceMarked)
export class AnnouncesMarked implements JobHandler<AnnounceMarked> {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  /** Where it fails for a tenant, it goes on with the next one, and is tried again for those that are left. */
  async run({ tenants }: AnnounceMarked, { signal }: JobContext): Promise<{ announced: number }> {
    let announced = 0;
    await runEach(tenants, signal, async (tenantId) => {
      for (let taken = AT_ONCE; taken >= AT_ONCE; announced += taken) {
        signal.throwIfAborted();
        taken = await this.announce(tenantId);
      }
    });
    return { announced };
  }

  private announce(tenantId: string): Promise<number> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const marked = await tx.run(takeMarked, AT_ONCE);
      for (const data of marked) {
        await this.events.publish<PostsMarked>(tx, data.filterId, { type: 'feeds.posts.marked', version: 1, data });
      }
      return marked.reduce((sum, { postIds }) => sum + postIds.length, 0);
    });
  }
}
