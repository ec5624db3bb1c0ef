import { Database } from '#platform/database';
import { defineJob, HandlesJob, type JobContext, type JobHandler, type JobPayload } from '#platform/jobs';
import { TenantDirectory } from '#platform/tenancy';
import { momentsOf } from '../questions/period.js';
import {
  allowLongWait,
  collectSubjects,
  dropDay,
  lockSets,
  lockSubjectDays,
  makeDay,
  noteRemade,
  subjectZones,
} from './subject-days.sql.js';

const collectSubjectsJob = defineJob('analytics.collect-subjects', {
  ...{ everyMs: 60_000, tries: 1, concurrency: 1, resumes: true },
});

/**
 * Keeps the sets of subjects of a day: adds those of events that came, and makes all days of a tenant anew whose time zone
 * changed, or who has none yet. Each step is one transaction, after which another worker can go on.
 */
@HandlesJob(collectSubjectsJob)
export class CollectSubjects implements JobHandler {
  constructor(
    private readonly database: Database,
    private readonly directory: TenantDirectory,
  ) {}

  /** @returns how many events were read as they came, and how many days were made anew */
  async run({ tenantId: platform }: JobPayload, { signal }: JobContext): Promise<object> {
    let events = await this.collect(platform, signal);
    let days = 0;
    let waiting = await this.tenantsToRemake(platform);
    // A day of each tenant in turn, so that none waits for all days of another; and what comes meanwhile does not wait.
    while (waiting.length > 0 && !signal.aborted) {
      const unfinished: string[] = [];
      for (const tenantId of waiting) {
        if (signal.aborted) break;
        if (await this.remakeDay(tenantId)) unfinished.push(tenantId);
        days += 1;
      }
      waiting = unfinished;
      events += await this.collect(platform, signal);
    }
    return { events, days };
  }

  private async collect(platform: string, signal: AbortSignal): Promise<number> {
    for (let events = 0; ; ) {
      const [step] = await this.database.transaction({ tenantId: platform }, async (tx) => {
        await tx.run(allowLongWait);
        return tx.run(collectSubjects);
      });
      events += step?.events ?? 0;
      if (step?.caughtUp !== false || signal.aborted) return events;
    }
  }

  private async tenantsToRemake(platform: string): Promise<string[]> {
    const known = await this.database.read({ tenantId: platform }, subjectZones);
    return known.flatMap(({ tenantId, timeZone, remaking }) => {
      const tenant = this.directory.byId(tenantId);
      return tenant && (remaking || tenant.timeZone !== timeZone) ? [tenantId] : [];
    });
  }

  /**
   * Makes the latest day that is not made, from tomorrow back to the one before the first event: what was made in another time
   * zone stands there too.
   *
   * @returns whether there are more
   */
  private remakeDay(tenantId: string): Promise<boolean> {
    const timeZone = this.directory.byId(tenantId)?.timeZone;
    if (timeZone === undefined) return Promise.resolve(false);
    return this.database.transaction({ tenantId }, async (tx) => {
      await tx.run(allowLongWait);
      await tx.run(lockSubjectDays);
      const [sets] = await tx.run(lockSets, timeZone);
      if (!sets) return false;
      const changed = sets.timeZone !== timeZone;
      if (!changed && sets.remadeTo === null) return false;
      const first = Temporal.Now.plainDateISO(timeZone).add({ days: 2 });
      const day = (changed || !sets.remadeTo ? first : Temporal.PlainDate.from(sets.remadeTo)).subtract({ days: 1 });
      const { start, end } = momentsOf({ from: day.toString(), to: day.toString(), timeZone });
      await tx.run(dropDay, day.toString());
      await tx.run(makeDay, day.toString(), start, end);
      const more = day.toString() >= (sets.oldest ?? '9999');
      await tx.run(noteRemade, timeZone, more ? day.toString() : null);
      return more;
    });
  }
}
