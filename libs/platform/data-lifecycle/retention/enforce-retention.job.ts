import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { TenantDirectory } from '#platform/tenancy';
import { deleteExpired, expiringTables, findExpired } from './retention.sql.js';

/** Rows that are found at once. Each tenant's are deleted in a transaction of their own. */
const BATCH = 1000;

/** How long the job pauses after each batch, as a multiple of the time of the batch: it slows writers down less. */
const PAUSE = 1;

const enforceRetention = defineJob('data-lifecycle.enforce-retention', { everyMs: 5 * 60_000 });

/** Deletes the rows of all tables that are past the retention which their table declares, every five minutes. */
@HandlesJob(enforceRetention)
export class EnforceRetention implements JobHandler {
  private readonly log = new Logger('Retention');

  constructor(
    private readonly database: Database,
    private readonly directory: TenantDirectory,
  ) {}

  /** @throws Error once all tables were tried, when rows of some could not be deleted */
  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<Record<string, number>> {
    const deleted: Record<string, number> = {};
    const failed: string[] = [];
    for (const { name, quota } of await this.database.read({ tenantId: platform }, expiringTables)) {
      const passed = new Set<string>();
      try {
        const rows = await this.expire(name, platform, this.daysOf(quota), passed, signal);
        if (rows > 0) deleted[name] = rows;
      } catch (error) {
        this.warn(name, '', error);
        failed.push(name);
      }
      if (passed.size > 0) failed.push(name);
    }
    if (failed.length > 0) throw new Error(`Expired rows of ${failed.join(', ')} could not be deleted.`);
    return deleted;
  }

  /** For how many days the plans of tenants keep rows, by tenant, where they limit that. */
  private daysOf(quota: string | null): ReadonlyMap<string, number> {
    if (quota === null) return new Map();
    return new Map(
      [...this.directory.all()].flatMap(({ id, limits: { [quota]: days } }) => (days == null ? [] : [[id, days]])),
    );
  }

  /** @param passed receives the tenants whose rows cannot be deleted: they are passed over, and those of others deleted */
  private async expire(
    table: string,
    platform: string,
    planned: ReadonlyMap<string, number>,
    passed: Set<string>,
    signal: AbortSignal,
  ): Promise<number> {
    const [bounded, days] = [[...planned.keys()], [...planned.values()]];
    let rows = 0;
    for (let more = true; more; ) {
      const startedAt = performance.now();
      const of = [table, BATCH, [...passed], bounded, days] as const;
      const groups = await this.database.read({ tenantId: platform }, findExpired, ...of);
      const before = rows + passed.size;
      for (const { tenantId, leaf, places } of groups) {
        if (signal.aborted) return rows;
        const scope = { tenantId: tenantId ?? platform };
        const kept = planned.get(scope.tenantId) ?? null;
        try {
          const [row] = await this.database.transaction(scope, (tx) =>
            tx.run(deleteExpired, table, leaf, places, kept),
          );
          rows += row?.deleted ?? 0;
        } catch (error) {
          this.warn(table, ` of the tenant ${scope.tenantId}`, error);
          passed.add(scope.tenantId);
        }
      }
      const found = groups.reduce((sum, { places }) => sum + places.length, 0);
      more = found === BATCH && rows + passed.size > before;
      // A worker that stops ends the pause: the next batch then sees the signal.
      if (more) await pause(PAUSE * (performance.now() - startedAt), undefined, { signal }).catch(() => undefined);
    }
    return rows;
  }

  private warn(table: string, whose: string, error: unknown): void {
    this.log.warn(`Expired rows of ${table}${whose} could not be deleted; the next run tries again: ${error}`);
  }
}
