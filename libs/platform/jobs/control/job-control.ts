import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Database, Notifications } from '#platform/database';
import { PLATFORM_TENANT_ID } from '#platform/tenancy';
import { declaredJobs } from '../job-definition.js';
import { jobsProblems } from '../jobs.errors.js';
import { Queues } from '../queues/queues.js';
import type { WatchedJob } from '../running/job-watcher.js';
import { answered, definitionOf } from './answered.js';
import { CANCEL_CHANNEL, type CancelRequest } from './cancel-request.js';
import { findJob, jobIn } from './find-job.js';
import {
  detailsOf,
  type JobDetails,
  type JobState,
  type JobSummary,
  type QueueSummary,
  summaryOf,
} from './job-view.js';
import { jobsIn } from './jobs-in.js';
import { queueSummary } from './queue-summary.js';
import { removed, retried } from './step-in.js';

/** Which jobs to list, from which on and how many. */
export interface JobQuery {
  readonly queue: string;
  readonly state: JobState;
  readonly offset: number;
  readonly limit: number;
}

/** How many failed jobs are run again by one call. */
const RETRIED_AT_ONCE = 1000;

/**
 * Shows operators the jobs, and lets them step in. Every method throws `queues_unavailable` (503)
 * while the server of the queues is away.
 */
@Injectable()
export class JobControl {
  private tellRemoved: (job: WatchedJob) => Promise<void> = async () => {};

  constructor(
    private readonly jobs: Queues,
    private readonly notifications: Notifications,
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** Has `tell` told of every job that is taken out of its queue here: no worker will tell of its end. */
  onRemoved(tell: (job: WatchedJob) => Promise<void>): void {
    this.tellRemoved = tell;
  }

  /** The queues, in order of name. */
  names(): readonly string[] {
    return declaredJobs()
      .map(({ name }) => name)
      .sort();
  }

  /** Each of these queues at a glance. */
  async queues(names = this.names()): Promise<readonly QueueSummary[]> {
    return answered(Promise.all(names.map((name) => queueSummary(this.jobs, name))));
  }

  /**
   * The jobs of a queue in one state: those that wait in the order in which they will run, the
   * ended ones the latest first. They move while they are listed.
   *
   * @throws Problem `queue_not_found` (404)
   */
  async list(query: JobQuery): Promise<readonly JobSummary[]> {
    const definition = definitionOf(query.queue);
    const found = await answered(jobsIn(this.jobs.queue(query.queue), query.state, query.offset, query.limit));
    return found.map((job) => summaryOf(definition, job, query.state));
  }

  /**
   * How many jobs of a queue are in one state.
   *
   * @throws Problem `queue_not_found` (404)
   */
  async count(queue: string, state: JobState): Promise<number> {
    return answered(queueSummary(this.jobs, definitionOf(queue).name)).then((summary) => summary[state]);
  }

  /** @throws Problem `queue_not_found`, `job_not_found` (404) */
  async show(queue: string, id: string): Promise<JobDetails> {
    const definition = definitionOf(queue);
    return answered(findJob(this.jobs.queue(queue), id)).then(({ job, state }) => detailsOf(definition, job, state));
  }

  /**
   * Lets a failed job run again, with all its tries.
   *
   * @throws Problem `queue_not_found`, `job_not_found` (404), `job_not_failed` (409)
   */
  async retry(queue: string, id: string): Promise<JobDetails> {
    definitionOf(queue);
    const { job, state } = await answered(findJob(this.jobs.queue(queue), id));
    if (state !== 'failed') throw jobsProblems.job_not_failed({ id, state });
    // First, for the queue is no part of its transaction: nothing is done that nobody can tell of.
    await this.note('jobs.job.retried', queue, id);
    if (!(await retried(job))) throw jobsProblems.job_not_failed({ id, state: 'waiting' });
    return this.show(queue, id);
  }

  /**
   * Lets the failed jobs of a queue run again, 1,000 at most: call it again for more.
   *
   * @returns how many
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
   * Takes a job out of its queue, or asks the worker that runs it to stop it.
   *
   * @returns `gone` when it had ended or is not there, or not yet
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
      await this.tellRemoved({ id, queue, tenantId: payload.tenantId, followedBy, attempt: job.attemptsMade + 1 });
      return 'removed';
    }
    const request: CancelRequest = { queue, id };
    await this.notifications.publish(CANCEL_CHANNEL, JSON.stringify(request));
    return 'asked';
  }

  private async note(action: string, queue: string, targetId: string, more: { jobs?: number } = {}): Promise<void> {
    const entry = { action, targetKind: 'job', targetId, details: { queue, ...more } };
    await this.database.transaction({ tenantId: PLATFORM_TENANT_ID }, (tx) => this.audit.record(tx, entry));
  }
}
