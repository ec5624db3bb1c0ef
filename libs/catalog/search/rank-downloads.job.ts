import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobHandler, type JobPayload } from '#platform/jobs';
import { rankDownloads } from './search.sql.js';

const rankDownloadsJob = defineJob('catalog.rank-downloads', { everyMs: 10 * 60_000, concurrency: 1 });

const DAY_MS = 24 * 60 * 60_000;

/** Brings the order of apps by downloads up to date, with those of yesterday and today: links are counted within an hour. */
@HandlesJob(rankDownloadsJob)
export class RankDownloads implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId: platform }: JobPayload): Promise<{ ranked: number }> {
    const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
    const [row] = await this.database.transaction({ tenantId: platform }, (tx) => tx.run(rankDownloads, yesterday));
    return { ranked: row?.ranked ?? 0 };
  }
}
