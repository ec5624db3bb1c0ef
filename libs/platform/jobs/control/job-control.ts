import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, Notifications } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { declaredJobs } from '../job-definition.js';
import { jobsProblems } from '../jobs.errors.js';
import { Queues } from '../queues/queues.js';
import type { WatchedJob } from '../running/job-watcher.js';
import { answered, definitionOf } from './await-queue-server.js';
import { findJob, jobIn } from './find-job.js';
import type { JobDetailsDto, JobDto, JobState, QueueDto } from './job.dto.js';
import { CANCEL_CHANNEL, type CancelRequest, removed, retried } from './job-actions.js';
import { detailsOf, summaryOf } from './job-view.js';
import { jobsIn } from './list-jobs.js';
import { queueSummary } from './queue-summary.js';

/** Which jobs to list. */
export interface JobQuery {
  readonly queue: string;
  readonly state: JobState;
  readonly offset: number;
  readonly limit: number;
}

/** How many failed jobs one call of `retryAll` runs again. */
const RETRIED_AT_ONCE = 1000;

/**
 * Lists, retries and cancels jobs, for operators. Every method throws `queues_unavailable` (503) while
 * the queue server is unreachable.
 */
@Injectable()
export class JobControl {
  private jobRemoved: (job: WatchedJob) => Promise<void> = async () => {};

  constructor(
    private readonly jobs: Queues,
    private readonly notifications: Notifications,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** Calls `listener` for every job that `cancel` removes from its queue: no worker reports the end of such a job. */
  onRemoved(listener: (job: WatchedJob) => Promise<void>): void {
    this.jobRemoved = listener;
  }

  /** The names of all queues, sorted. */
  names(): readonly string[] {
    return declaredJobs()
      .map(({ name }) => name)
      .sort();
  }

  /** A summary of each queue. */
  async queues(names = this.names()): Promise<readonly QueueDto[]> {
    return answered(Promise.all(names.map((name) => queueSummary(this.jobs, name))));
  }

  /**
   * The jobs of a queue in one state: waiting jobs in the order in which they will run, ended jobs the
   * latest first. Jobs change their state between two pages.
   *
   * @throws Problem `queue_not_found` (404)
   */
  async list(query: JobQuery): Promise<readonly JobDto[]> {
    const definition = definitionOf(query.queue);
    const found = await answered(jobsIn(this.jobs.queue(query.queue), query.state, query.offset, query.limit));
    return found.map((job) => summaryOf(definition, job, query.state));
  }

  /**
   * The number of jobs of a queue in one state.
   *
   * @throws Problem `queue_not_found` (404)
   */
  async count(queue: string, state: JobState): Promise<number> {
    return answered(queueSummary(this.jobs, definitionOf(queue).name)).then((summary) => summary[state]);
  }

  /** @throws Problem `queue_not_found`, `job_not_found` (404) */
  async show(queue: string, id: string): Promise<JobDetailsDto> {
    const definition = definitionOf(queue);
    return answered(findJob(this.jobs.queue(queue), id)).then(({ job, state }) => detailsOf(definition, job, state));
  }

  /**
   * Runs a failed job again, with all its tries.
   *
   * @throws Problem `queue_not_found`, `job_not_found` (404), `job_not_failed` (409)
   */
  async retry(queue: string, id: string): Promise<JobDetailsDto> {
    definitionOf(queue);
    const { job, state } = await answered(findJob(this.jobs.queue(queue), id));
    if (state !== 'failed') throw jobsProblems.job_not_failed({ id, state });
    // Audited first: the queue is not part of the transaction, and nothing may happen without an audit line.
    await this.note('jobs.job.retried', queue, id);
    if (!(await retried(job))) throw jobsProblems.job_not_failed({ id, state: 'waiting' });
    return this.show(queue, id);
  }

  /**
   * Runs up to 1,000 failed jobs of a queue again; call it again for more.
   *
   * @returns how many jobs run again
   * @throws Problem `queue_not_found` (404)
   */
  async retryAll(queue: string): Promise<number> {
    definitionOf(queue);
    const failed = await answered(jobsIn(this.jobs.queue(queue), 'failed', 0, RETRIED_AT_ONCE));
    if (failed.length > 0) await this.note('jobs.queue.retried', queue, queue, { jobs: failed.length });
    let jobs = 0;
    for (const job of failed) if (await retried(job)) jobs += 1;
    return jobs;
  }

  /**
   * Removes a job from its queue, or asks the worker that runs it to stop.
   *
   * @returns `gone` when the job has ended, does not exist, or is still in the outbox
   * @throws Problem `queue_not_found` (404)
   */
  async cancel(queue: string, id: string): Promise<'removed' | 'asked' | 'gone'> {
    definitionOf(queue);
    const job = await answered(jobIn(this.jobs.queue(queue), id));
    const state = job && (await answered(job.getState()));
    if (!job || state === 'completed' || state === 'failed' || state === 'unknown') return 'gone';
    await this.note('jobs.job.cancelled', queue, id);
    if (state !== 'active' && (await removed(job))) {
      const { payload, followedBy } = job.data;
      await this.jobRemoved({ id, queue, tenantId: payload.tenantId, followedBy, attempt: job.attemptsMade + 1 });
      return 'removed';
    }
    const request: CancelRequest = { queue, id };
    await this.notifications.publish(CANCEL_CHANNEL, JSON.stringify(request));
    return 'asked';
  }

  /** Deletes the jobs of all queues that ended longer ago than they are retained. */
  async forgetOld(signal: AbortSignal): Promise<void> {
    for (const { name } of declaredJobs()) {
      if (signal.aborted) return;
      await answered(this.jobs.forget(name));
    }
  }

  private async note(action: string, queue: string, targetId: string, more: { jobs?: number } = {}): Promise<void> {
    const entry = { action, targetKind: 'job', targetId, details: { queue, ...more } };
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => this.audit.record(tx, entry));
  }
}
