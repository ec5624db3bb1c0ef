import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { Documents } from './documents/documents.js';
import { explainFeed, type FeedExplanation } from './sources/explain-feed.js';
import { FeedRequests } from './sources/feed-requests.js';
import { queueSources } from './sources/sources.sql.js';
import { addSync } from './sources/sync-tenant.job.js';
import { parseFeedUrl } from './subscriptions/feed-address.js';

/** Feeds, for the command line. */
@Injectable()
export class Feeds {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly requests: FeedRequests,
    private readonly documents: Documents,
  ) {}

  /**
   * Has the feeds of a tenant fetched now, but those that were tried within a minute, are paused or have ended.
   *
   * @returns how many
   */
  sync(tenantId: string): Promise<number> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [asked] = await tx.run(queueSources);
      const queued = asked?.queued ?? 0;
      if (queued > 0) await addSync(tx, this.jobs, tenantId);
      return queued;
    });
  }

  /**
   * Fetches what is at an address, as a subscription would, and says what came of it and why. Nothing is stored.
   *
   * @param networks those that the request may reach besides public addresses, in CIDR form
   * @throws Problem `invalid_feed_address` (400)
   */
  explain(address: string, networks: readonly string[]): Promise<FeedExplanation> {
    return explainFeed({ ...parseFeedUrl(address), networks }, this.requests, this.documents);
  }
}
