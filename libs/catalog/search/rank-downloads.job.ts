import { Database } from '#platform/database';
import { NIL_ID } from '#platform/ids';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { rankDownloads } from './search.sql.js';

const rankDownloadsJob = defineJob('catalog.rank-downloads', { everyMs: 10 * 60_000, concurrency: 1 });

const DAY_MS = 24 * 60 * 60_000;
/** An app whose last download is older, since no worker ran meanwhile, gets its place with its next download. */
const LOOK_BACK_MS = 3 * DAY_MS;
/** Apps that are ranked together: whoever changes one of them waits so long. */
const BATCH = 200;

/** Brings the order of apps by downloads up to date. */
@HandlesJob(rankDownloadsJob)
export class RankDownloads implements JobHandler {
  constructor(private readonly database: Database) {}

  async run({ tenantId: platform }: JobPayload, { signal }: Pick<JobContext, 'signal'>): Promise<{ ranked: number }> {
    const since = new Date(Date.now() - LOOK_BACK_MS).toISOString().slice(0, 10);
    let ranked = 0;
    for (let last = { tenantId: NIL_ID, appId: NIL_ID }; !signal.aborted; ) {
      const { tenantId, appId } = last;
      const apps = await this.database.transaction({ tenantId: platform }, (tx) =>
        tx.run(rankDownloads, since, tenantId, appId, BATCH),
      );
      ranked += apps.filter((app) => app.ranked).length;
      last = apps.at(-1) ?? last;
      if (apps.length < BATCH) break;
    }
    return { ranked };
  }
}
