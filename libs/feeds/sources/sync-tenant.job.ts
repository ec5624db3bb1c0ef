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
import { type ClaimedSource, claimSources, endTurn, sourcesLeft, takeTurn } from './sources.sql.js';

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
 * Fetches the feeds of a tenant that are queued or due, each for all tenants that follow it. None is claimed before it can be
 * fetched at once, so that jobs of several tenants share the feeds that these have in common.
 */
@HandlesJob(syncTenant)
export class SyncsTenant implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly sources: SourceSync,
  ) {}

  async run({ tenantId }: JobPayload, { signal }: JobContext): Promise<{ fetched: number }> {
    let [begun, fetched] = [0, 0];
    let first: Promise<ClaimedSource[]> | undefined;
    /** The loops begin together, with what one statement claims for all of them. */
    const claim = async () => {
      begun += 1;
      if (begun > AT_ONCE) return (await this.claim(tenantId, 1))[0];
      first ??= this.claim(tenantId, AT_ONCE);
      return (await first).shift();
    };
    try {
      await runLoops({ atOnce: AT_ONCE, most: MOST, beginsMs: BEGINS_MS, signal }, async (another) => {
        for (let source: ClaimedSource | null | undefined = await claim(); source; ) {
          fetched += 1;
          source = await this.sources.sync(tenantId, source, signal, another);
          if (source === undefined) return true;
        }
        return false;
      });
    } finally {
      await this.goOn(tenantId, fetched < MOST ? BUSY_MS : 0);
    }
    return { fetched };
  }

  private claim(tenantId: string, most: number): Promise<ClaimedSource[]> {
    return this.database.transaction({ tenantId }, (tx) => tx.run(claimSources, most));
  }

  private async goOn(tenantId: string, delayMs: number): Promise<void> {
    await this.database.transaction({ tenantId }, async (tx) => {
      // In this order, and in one round trip: whoever has others queued from now on adds a job.
      const [, [waiting]] = await Promise.all([tx.run(endTurn), tx.run(sourcesLeft)]);
      if (waiting?.left) await addSync(tx, this.jobs, tenantId, delayMs);
    });
  }
}
