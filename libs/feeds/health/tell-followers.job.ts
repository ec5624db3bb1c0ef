import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import type { FeedFailing, FeedRecovered } from '../events/index.js';
import { NO_FOLLOWER } from '../sources/sources.sql.js';
import { followersToTell, tellFollower } from './health.sql.js';

interface TellFollowers extends JobPayload {
  readonly sourceId: string;
}

/** Followers that are looked up at once. */
const AT_ONCE = 500;

export const tellFollowers = defineJob<TellFollowers>('feeds.tell-followers', { tries: 10, backoffMs: 2000 });

/** Publishes to each follower of a source, in its own tenant, that the feed fails or recovered. */
@HandlesJob(tellFollowers)
export class TellsFollowers implements JobHandler<TellFollowers> {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  /**
   * Where it fails for a follower, it goes on with the next one. Run again, it tells those who were not told: what a follower was
   * told is noted with the event.
   */
  async run({ tenantId, sourceId }: TellFollowers, { signal }: JobContext): Promise<{ told: number }> {
    let told = 0;
    const failures: unknown[] = [];
    let after = NO_FOLLOWER;
    for (let more = true; more; ) {
      const from = after;
      const followers = await this.database.transaction({ tenantId }, (tx) =>
        tx.run(followersToTell, sourceId, from, AT_ONCE),
      );
      for (const follower of followers) {
        signal.throwIfAborted();
        try {
          if (await this.tell(follower.tenantId, follower.id)) told += 1;
        } catch (error) {
          failures.push(error);
        }
      }
      after = followers.at(-1)?.id ?? after;
      more = followers.length === AT_ONCE;
    }
    if (failures.length > 0) throw failures[0];
    return { told };
  }

  private tell(tenantId: string, subscriptionId: string): Promise<boolean> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [health] = await tx.run(tellFollower, subscriptionId);
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
