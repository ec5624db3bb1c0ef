import { Database, type Transaction } from '#platform/database';
import {
  defineJob,
  HandlesJob,
  type JobContext,
  type JobHandler,
  type JobPayload,
  Jobs,
  runLoops,
} from '#platform/jobs';
import { SourceSync } from './source-sync.js';
import { claimSources, endTurn, sourcesLeft, takeTurn } from './sources.sql.js';

/** Feeds that a job fetches before other tenants have their turn. */
const MOST = 50;
/** For how long it begins to fetch others, in milliseconds: slow ones may then still take as long again. */
const BEGINS_MS = 30_000;
/** Feeds that it fetches at once: most of the time it waits for servers. */
const AT_ONCE = 4;
/** Before it looks again for feeds of hosts that were busy, in milliseconds. */
const BUSY_MS = 1000;

const syncTenant = defineJob('feeds.sync-tenant');

/** Adds a job that fetches what is queued or due of a tenant, unless one waits or runs already: that one fetches them, too. */
export async function addSync(tx: Transaction, jobs: Jobs, tenantId: string, delayMs = 0): Promise<void> {
  const taken = await tx.run(takeTurn, tenantId);
  if (taken.length > 0) await jobs.add(tx, syncTenant, { tenantId }, { delayMs });
}

/**
 * Fetches the feeds of a tenant that are queued or due, each for all tenants that follow it. One at a time is claimed, so that
 * jobs of several tenants share the feeds that these have in common.
 */
@HandlesJob(syncTenant)
export class SyncsTenant implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly sources: SourceSync,
  ) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<{ fetched: number }> {
    let fetched = 0;
    try {
      await runLoops({ atOnce: AT_ONCE, most: MOST, beginsMs: BEGINS_MS, signal }, async () => {
        const [source] = await this.database.transaction({ tenantId }, (tx) => tx.run(claimSources, 1));
        if (!source) return false;
        fetched += 1;
        await this.sources.sync(tenantId, source, signal);
        return true;
      });
    } finally {
      await this.goOn(tenantId, fetched < MOST ? BUSY_MS : 0);
    }
    return { fetched };
  }

  private async goOn(tenantId: string, delayMs: number): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      // First: whoever has others queued from now on adds a job.
      await tx.run(endTurn);
      const [waiting] = await tx.run(sourcesLeft);
      if (waiting?.left) await addSync(tx, this.jobs, tenantId, delayMs);
    });
  }
}
