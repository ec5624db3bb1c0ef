import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { NIL_ID } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload, runEach } from '#platform/jobs';
import type { FeedFailing, FeedRecovered } from '../events/index.js';
import { followersToNotify, markNotified } from './health.sql.js';

interface NotifyFollowers extends JobPayload {
  readonly sourceId: string;
}

/** Followers that are looked up at once. */
const AT_ONCE = 500;

export const notifyFollowers = defineJob<NotifyFollowers>('feeds.tell-followers', { tries: 10, backoffMs: 2000 });

/** Publishes to each follower of a source, in its own tenant, that the feed fails or recovered. */
@HandlesJob(notifyFollowers)
export class NotifiesFollowers implements JobHandler<NotifyFollowers> {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  /**
   * Where it fails for a follower, it goes on with the next one. Run again, it notifies those who were not notified: that a follower
   * was is noted with the event.
   */
  async run({ tenantId, sourceId }: NotifyFollowers, { signal }: JobContext): Promise<{ told: number }> {
    let told = 0;
    await runEach(this.followers(tenantId, sourceId), signal, async (follower) => {
      if (await this.notify(follower.tenantId, follower.id)) told += 1;
    });
    return { told };
  }

  private async *followers(tenantId: string, sourceId: string) {
    let after = NIL_ID;
    for (let more = true; more; ) {
      const from = after;
      const followers = await this.database.transaction({ tenantId }, (tx) =>
        tx.run(followersToNotify, sourceId, from, AT_ONCE),
      );
      yield* followers;
      after = followers.at(-1)?.id ?? after;
      more = followers.length === AT_ONCE;
    }
  }

  private notify(tenantId: string, subscriptionId: string): Promise<boolean> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [health] = await tx.run(markNotified, subscriptionId);
      if (!health) return false;
      const since = health.since.toISOString();
      await this.events.publish<FeedFailing | FeedRecovered>(
        tx,
        subscriptionId,
        health.failing
          ? { type: 'feeds.feed.failing', version: 1, data: { subscriptionId, reason: health.reason, since } }
          : { type: 'feeds.feed.recovered', version: 1, data: { subscriptionId, since } },
      );
      return true;
    });
  }
}
