import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { Documents } from './documents/documents.js';
import { Feeds } from './feeds.js';
import { explainFeed, type FeedExplanation } from './sources/explain-feed.js';
import { FeedRequests } from './sources/feed-requests.js';
import { queueSources } from './sources/sources.sql.js';
import { addSync } from './sources/sync-tenant.job.js';
import { parseFeedUrl } from './subscriptions/feed-address.js';

/** Serves the command line from the sources of feeds. */
@Injectable()
export class FeedsService extends Feeds {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly requests: FeedRequests,
    private readonly documents: Documents,
  ) {
    super();
  }

  override sync(tenantId: string): Promise<number> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const [asked] = await tx.run(queueSources);
      const queued = asked?.queued ?? 0;
      if (queued > 0) await addSync(tx, this.jobs, tenantId);
      return queued;
    });
  }

  override explain(address: string, networks: readonly string[]): Promise<FeedExplanation> {
    return explainFeed({ ...parseFeedUrl(address), networks }, this.requests, this.documents);
  }
}
