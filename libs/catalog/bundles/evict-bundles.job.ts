import { Settings } from '#platform/config';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { Storage } from '#platform/storage';
import { bundlesToEvict, type EvictableBundles, evictBundles } from './evict-bundles.sql.js';

/** A bundle that was used within this time stays: links to it work for an hour. */
const IDLE = '2 hours';
/** Bundles that are looked for together. */
const BATCH = 500;

const evictBundlesJob = defineJob('catalog.evict-bundles', { everyMs: 10 * 60_000, concurrency: 1 });

/** Keeps the bundles of the deployment within BUNDLE_CACHE_BYTES: those that were used longest ago are made again when asked for. */
@HandlesJob(evictBundlesJob)
export class EvictBundles implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly settings: Settings,
  ) {}

  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<{ evicted: number; bytes: number }> {
    let [evicted, bytes] = [0, 0];
    const budget = this.settings.bundleCacheBytes;
    for (let found = BATCH; found >= BATCH && !signal.aborted; ) {
      const groups = await this.database.read({ tenantId: platform }, bundlesToEvict, budget, IDLE, BATCH);
      found = 0;
      for (const group of groups) {
        const gone = await this.evict(group);
        found += gone.length;
        evicted += gone.length;
        bytes += gone.reduce((sum, each) => sum + each.bytes, 0);
      }
    }
    return { evicted, bytes };
  }

  private evict({ tenantId, versionIds }: EvictableBundles): Promise<{ digest: string; bytes: number }[]> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const gone = await tx.run(evictBundles, versionIds, IDLE);
      await this.storage.release(
        tx,
        gone.map(({ digest }) => digest),
      );
      return gone;
    });
  }
}
