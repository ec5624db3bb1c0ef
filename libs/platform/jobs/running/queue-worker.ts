import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DelayedError, UnrecoverableError, WaitingError } from 'bullmq';
import { Problem } from '#platform/problems';
import type { TenantDirectory } from '#platform/tenancy';
import type { JobDefinition } from '../job-definition.js';
import type { JobHandler } from '../job-handler.js';
import type { BullWorker, JobResult, Queues } from '../queues/queues.js';
import type { JobMetrics } from './job-metrics.js';
import { inJob } from './job-scope.js';
import { type BullJob, RunningJob } from './running-job.js';
import type { Watchers } from './watchers.js';
import type { WorkerPace } from './worker-pace.js';

/** What the workers of all queues share. */
export interface WorkerParts {
  readonly queues: Queues;
  readonly directory: TenantDirectory;
  readonly watchers: Watchers;
  readonly metrics: JobMetrics;
  readonly pace: WorkerPace;
  /** How many jobs of a queue run at once where its definition does not say. */
  readonly concurrency: number;
}

/** Milliseconds before a worker looks again after its server was away. */
const LOOK_AGAIN_MS = 1000;

/** Runs the jobs of one queue. */
export class QueueWorker {
  private readonly log = new Logger('Jobs');
  private readonly running = new Map<string, RunningJob>();
  private readonly worker: BullWorker;
  private resting = false;

  constructor(
    private readonly definition: JobDefinition,
    private readonly handler: JobHandler,
    private readonly parts: WorkerParts,
  ) {
    const { queues, pace, concurrency } = parts;
    this.worker = queues.worker(definition.name, (job, token) => this.run(job, token), {
      concurrency: definition.concurrency ?? concurrency,
      lockDuration: pace.lockMs,
      stalledInterval: pace.stalledMs,
      maxStalledCount: definition.tries,
      runRetryDelay: LOOK_AGAIN_MS,
    });
    this.worker.on('failed', (job, error) => void this.noteFailure(job, error));
  }

  /** Asks a job that runs here to stop. */
  cancel(id: string): void {
    this.running.get(id)?.stop('cancelled');
  }

  /** Takes no more until `resume`; what runs goes on. */
  rest(): Promise<void> {
    this.resting = true;
    return this.worker.pause(true);
  }

  resume(): Promise<void> {
    this.resting = false;
    return this.worker.resume();
  }

  /** Takes no more; resolves when the running jobs have ended. BullMQ never does while Redis is away. */
  async close(): Promise<void> {
    const closed = this.worker.close();
    const patience = pause(this.parts.pace.graceMs, undefined, { ref: false });
    await Promise.race([closed, patience.then(() => (this.running.size > 0 ? closed : undefined))]);
  }

  /** Tells the running jobs to stop: those that do not end by themselves go back to their queue. */
  giveBack(): void {
    for (const job of this.running.values()) {
      job.stop('leaving');
      setTimeout(() => job.abandon(), this.parts.pace.graceMs).unref();
    }
  }

  private async run(job: BullJob, token: string | undefined): Promise<JobResult> {
    // A worker that was waiting for a job as it was paused takes one more.
    if (this.resting) {
      await job.moveToWait(token);
      throw new WaitingError();
    }
    const running = new RunningJob(job, this.parts.watchers);
    const from = performance.now();
    this.running.set(running.id, running);
    try {
      return await inJob(job, this.parts.directory, () => this.attempt(job, running, token));
    } finally {
      this.running.delete(running.id);
      this.parts.metrics.ran(this.definition.name, performance.now() - from);
    }
  }

  private async attempt(job: BullJob, running: RunningJob, token: string | undefined): Promise<JobResult> {
    const { watchers, metrics } = this.parts;
    try {
      if (!(await watchers.started(running.about))) return { cancelled: true };
      const returned = await running.until(this.handler.run(job.data.payload, running));
      const result = returned ?? null;
      await watchers.succeeded(running.about, result);
      metrics.done(this.definition.name);
      return { result };
    } catch (error) {
      if (running.stopping === 'leaving') {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      if (running.stopping === 'cancelled') {
        await watchers.cancelled(running.about);
        return { cancelled: true };
      }
      throw await this.failure(job, running, token, error);
    }
  }

  /** What BullMQ is given to fail the try with; the job is over when the problem would only come again. */
  private async failure(
    job: BullJob,
    running: RunningJob,
    token: string | undefined,
    error: unknown,
  ): Promise<unknown> {
    // An outage is none of the job's doing and may outlast all its tries.
    if (error instanceof Problem && error.code === 'database_unavailable') return this.notCounted(job, token);
    const hopeless = error instanceof Problem && error.status < 500;
    this.log.warn(`The job ${running.about.queue} ${running.id} failed at try ${running.attempt}: ${error}`);
    if (!hopeless && !running.isLast) return error;
    try {
      await this.parts.watchers.failed(running.about, error);
    } catch (reason) {
      // Nobody would learn of its end: it runs again, so that it can be told.
      this.log.warn(`That it failed could not be told: ${reason}`);
      return this.notCounted(job, token);
    }
    return hopeless ? Object.assign(new UnrecoverableError(error.message), { stack: error.stack }) : error;
  }

  /** Runs it once more, after a pause, as the same try. */
  private async notCounted(job: BullJob, token: string | undefined): Promise<DelayedError> {
    await job.moveToDelayed(Date.now() + this.parts.pace.againMs, token);
    return new DelayedError();
  }

  /** Also of jobs that no handler saw: those whose workers died at every try. */
  private async noteFailure(job: BullJob | undefined, error: Error): Promise<void> {
    if (!job?.finishedOn) return;
    this.parts.metrics.failed(this.definition.name);
    if (!job.deferredFailure) return;
    const { about } = new RunningJob(job, this.parts.watchers);
    await this.parts.watchers.failed(about, error).catch((reason: unknown) => this.log.error(reason));
  }
}
