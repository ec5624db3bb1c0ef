import { Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { deleteExpired, expiringTables, findExpired } from './retention.sql.js';

/** Rows that are found at once. Each tenant's are deleted in a transaction of their own. */
const BATCH = 1000;

const enforceRetention = defineJob('data-lifecycle.enforce-retention', { everyMs: 5 * 60_000 });

/** Deletes the rows of all tables that are past the retention which their table declares, every five minutes. */
@HandlesJob(enforceRetention)
export class EnforceRetention implements JobHandler {
  private readonly log = new Logger('Retention');

  constructor(private readonly database: Database) {}

  /** @throws Error once all tables were tried, when rows of one could not be deleted */
  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<Record<string, number>> {
    const deleted: Record<string, number> = {};
    const failed: string[] = [];
    for (const { name } of await this.database.read({ tenantId: platform }, expiringTables)) {
      try {
        const rows = await this.expire(name, platform, signal);
        if (rows > 0) deleted[name] = rows;
      } catch (error) {
        this.log.warn(`Expired rows of ${name} could not be deleted; the next run tries again: ${error}`);
        failed.push(name);
      }
    }
    if (failed.length > 0) throw new Error(`Expired rows of ${failed.join(', ')} could not be deleted.`);
    return deleted;
  }

  private async expire(table: string, platform: string, signal: AbortSignal): Promise<number> {
    let total = 0;
    for (let found = BATCH, deleted = 1; found === BATCH && deleted > 0; ) {
      const groups = await this.database.read({ tenantId: platform }, findExpired, table, BATCH);
      found = groups.reduce((sum, { places }) => sum + places.length, 0);
      deleted = 0;
      for (const { tenantId, leaf, places } of groups) {
        if (signal.aborted) return total + deleted;
        const scope = { tenantId: tenantId ?? platform };
        const [row] = await this.database.transaction(scope, (tx) => tx.run(deleteExpired, table, leaf, places));
        deleted += row?.deleted ?? 0;
      }
      total += deleted;
    }
    return total;
  }
}
