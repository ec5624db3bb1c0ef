import { Injectable } from '@nestjs/common';
import { Backlog } from '#platform/outbox';
import { declaredJobs, type JobDefinition } from '../job-definition.js';
import { Queues } from '../queues/queues.js';
import { isAhead } from '../running/job-times.js';
import { oldestWaiting } from './queue-summary.js';
import { WorkerSurvey } from './worker-survey.js';

/** Milliseconds that work may wait while no worker takes any of its kind. A worker takes it within some three seconds. */
const UNTAKEN_AFTER_MS = 60_000;

/** Work that waits and that no worker takes. */
export interface Untaken {
  /** As in `outbox (event)`, or the name of a queue. */
  readonly what: string;
  readonly since: Date;
}

/** Finds the work that waits because no worker runs, or none takes its queue. */
@Injectable()
export class UntakenWork {
  constructor(
    private readonly backlog: Backlog,
    private readonly queues: Queues,
    private readonly workers: WorkerSurvey,
  ) {}

  /**
   * The kinds of rows of the outbox, and the queues, of which work has waited for a minute while no worker took any. Work
   * that workers try in vain, or that waits for a busy worker, is not among them; nor is work whose handler may let it wait, where a
   * worker takes its queue.
   *
   * @throws Problem `database_unavailable` (503), and the errors of a Redis that does not answer
   */
  async find(now = Date.now()): Promise<readonly Untaken[]> {
    const rows = await this.backlog.read();
    const found = rows.flatMap(({ kind, untakenSince }) =>
      untakenSince && isLate(untakenSince, now) ? [{ what: `outbox (${kind})`, since: untakenSince }] : [],
    );
    const patient: Untaken[] = [];
    // One queue after the other: in parallel, every process would use up its connections.
    for (const job of declaredJobs()) {
      const since = await this.firstOf(job, now);
      if (since) (job.mayWait ? patient : found).push({ what: job.name, since });
    }
    return patient.length > 0 ? [...found, ...(await this.takenByNone(patient))] : found;
  }

  private async takenByNone(work: readonly Untaken[]): Promise<readonly Untaken[]> {
    const taken = new Set((await this.workers.ask()).flat());
    return work.filter(({ what }) => !taken.has(what));
  }

  /** Since when the next job of a queue waits while none runs; a scheduled one waits from its time on. */
  private async firstOf(definition: JobDefinition, now: number): Promise<Date | undefined> {
    const { name, everyMs } = definition;
    const queue = this.queues.queue(name);
    let next = everyMs === undefined ? undefined : (await queue.getJobScheduler(name))?.next;
    // The true time is lost. A worker brings such a schedule back within a minute.
    if (isAhead(definition, next, now)) next = now - 2 * UNTAKEN_AFTER_MS;
    const times = [(await oldestWaiting(this.queues, name))?.getTime(), next].filter((time) => time !== undefined);
    const since = times.length > 0 ? new Date(Math.min(...times)) : undefined;
    return since && isLate(since, now) && (await queue.getActiveCount()) === 0 ? since : undefined;
  }
}

function isLate(since: Date, now: number): boolean {
  return now - since.getTime() > UNTAKEN_AFTER_MS;
}
