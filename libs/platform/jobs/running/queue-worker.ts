import { setTimeout as later } from 'node:timers/promises';
import { inspect } from 'node:util';
import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { DelayedError, UnrecoverableError, WaitingError } from 'bullmq';
import { isPersonErased } from '#platform/database';
import { Problem } from '#platform/problems';
import { shedTenants } from '#platform/resilience';
import { reportFailure } from '#platform/telemetry';
import type { TenantDirectory } from '#platform/tenancy';
import type { JobDefinition } from '../job-definition.js';
import { type JobHandler, NotNow, type WorkCuts } from '../job-handler.js';
import type { JobResult, Queues } from '../queues/queues.js';
import type { JobMetrics } from './job-metrics.js';
import { JobPlaces } from './job-places.js';
import { inJob } from './job-scope.js';
import type { JobWatcher } from './job-watcher.js';
import { type BullJob, RunningJob } from './running-job.js';
import type { WorkerPace } from './worker-pace.js';

/** The dependencies that the workers of all queues share. */
export interface WorkerParts {
  readonly directory: TenantDirectory;
  /** Set before the application has started. */
  watcher: JobWatcher;
  readonly metrics: JobMetrics;
  readonly pace: WorkerPace;
  readonly queues: Queues;
  /** How many jobs of a queue run concurrently unless its definition says otherwise. */
  readonly concurrency: number;
  /** Undefined in a process that has no degradation levels. */
  readonly cuts: WorkCuts | undefined;
}

/** Milliseconds before a worker polls again after its server was unreachable. */
const RETRY_MS = 1000;
/** Waiting jobs among which that of another tenant is looked for: turns put it near the front. */
const FRONT = 50;
/** Milliseconds between two attempts to return a job that a paused worker took. */
const GIVE_BACK_MS = 500;
/** Problems that say nothing about the job. */
const ofTheDatabase: ReadonlySet<string> = new Set(['database_unavailable', 'database_busy']);

/** Runs the jobs of one queue, once BullModule has registered it. */
export class QueueWorker extends WorkerHost {
  private readonly log = new Logger('Jobs');
  private readonly running = new Map<string, RunningJob>();
  private readonly places: JobPlaces;
  /** By a cutover. */
  private paused = false;
  /** By its handler. */
  private waiting = false;
  private logged = '';

  /** The worker of `definition`, as BullModule finds it: its class carries the name of the queue and the options. */
  static of(definition: JobDefinition, handler: JobHandler, parts: WorkerParts): QueueWorker {
    const { pace, concurrency, queues } = parts;
    class WorkerOfQueue extends QueueWorker {}
    Processor(definition.name, {
      concurrency: definition.concurrency ?? concurrency,
      lockDuration: pace.lockMs,
      stalledInterval: pace.stalledMs,
      maxStalledCount: definition.tries,
      runRetryDelay: RETRY_MS,
      drainDelay: queues.server.longestWaitS,
    })(WorkerOfQueue);
    return new WorkerOfQueue(definition, handler, parts);
  }

  private constructor(
    private readonly definition: JobDefinition,
    private readonly handler: JobHandler,
    private readonly parts: WorkerParts,
  ) {
    super();
    const { name, concurrency = parts.concurrency } = definition;
    this.places = new JobPlaces(concurrency, () => parts.queues.server.front(name, FRONT));
    parts.metrics.begin(definition.name);
  }

  /** Whether its jobs go on where they stopped. */
  get resumes(): boolean {
    return this.definition.resumes ?? false;
  }

  /** Asks a job that runs here to stop. */
  cancel(id: string): void {
    this.running.get(id)?.stop('cancelled');
  }

  /** Starts no more jobs until `resume`; running jobs continue. */
  pause(): Promise<void> {
    this.paused = true;
    return this.worker.pause(true);
  }

  async resume(): Promise<void> {
    this.paused = false;
    if (!this.waiting) await this.worker.resume();
  }

  /** Starts no more jobs while its handler lets them wait. */
  async heedHandler(): Promise<void> {
    const waits = this.handlerWaits();
    if (waits === this.waiting) return;
    this.waiting = waits;
    if (waits) this.log.log(`Jobs of ${this.definition.name} wait.`);
    if (this.paused) return;
    await (waits ? this.worker.pause(true) : this.worker.resume());
  }

  /** Starts no more jobs; resolves when the running jobs have ended. BullMQ's `close` never resolves while Redis is unreachable. */
  async close(): Promise<void> {
    const closed = this.worker.close();
    // BullModule closes the worker once more, and would wait without a deadline.
    this.worker.closing = Promise.resolve();
    const grace = later(this.parts.pace.graceMs, undefined, { ref: false });
    await Promise.race([closed, grace.then(() => (this.running.size > 0 ? closed : undefined))]);
  }

  /** Tells the running jobs to stop, and returns those that do not end to their queue. */
  returnJobs(): void {
    for (const job of this.running.values()) {
      job.stop('leaving');
      setTimeout(() => job.abandon(), this.parts.pace.graceMs).unref();
    }
  }

  override async process(job: BullJob, token?: string): Promise<JobResult> {
    const { tenantId } = job.data.payload;
    await this.heedHandler();
    // A worker that was waiting for a job when it was paused takes one more.
    if (this.paused || this.waiting) {
      await this.giveBack(job, token);
      throw new WaitingError();
    }
    if (shedTenants.refuses(tenantId, 'normal')) throw await this.notCounted(job, token);
    if (await this.letsPass(job)) {
      await this.giveBack(job, token);
      throw new WaitingError();
    }
    const running = new RunningJob(job, this.parts.watcher);
    const from = performance.now();
    this.running.set(running.id, running);
    const leave = this.places.take(tenantId, this.resumes ? () => running.stop('yielding') : undefined);
    try {
      return await inJob(job, this.parts.directory, () => this.attempt(job, running, token));
    } finally {
      leave();
      this.running.delete(running.id);
      this.parts.metrics.ran(this.definition.name, performance.now() - from);
    }
  }

  /** Asks a job that resumes to go on later, where other tenants wait for its place. */
  async yieldPlace(): Promise<void> {
    // The place would stay empty until the worker starts jobs again.
    if (this.paused || this.waiting) return;
    await this.places.yieldAfter(this.parts.pace.sliceMs);
  }

  private handlerWaits(): boolean {
    const { mayWait = false } = this.definition;
    if (typeof mayWait === 'object') return this.parts.cuts?.cuts(mayWait) === true;
    return mayWait && this.handler.waits?.() === true;
  }

  /** Whether a job of another tenant goes first, which then is before this one in the queue. */
  private async letsPass(job: BullJob): Promise<boolean> {
    try {
      const first = await this.places.before(job.data.payload.tenantId);
      if (!first) return false;
      // A job with priority 0 would run before those of all tenants.
      if (job.priority < 2) await job.changePriority({ priority: 2 });
      const other = await this.parts.queues.queue(job.queueName).getJob(first.id);
      await other?.changePriority({ priority: job.priority - 1 });
      return true;
    } catch (error) {
      // A queue that could not be read is no failure of this job, which runs in its turn.
      this.log.debug(`The order of ${this.definition.name} could not be changed: ${error}`);
      return false;
    }
  }

  /** Returns a job to its queue. The tables of a cutover refuse it for a while; a job that stayed active would wait until it counts as stalled. */
  private async giveBack(job: BullJob, token: string | undefined): Promise<void> {
    for (;;) {
      const { paused } = this;
      try {
        await job.moveToWait(token);
        return;
      } catch (error) {
        if (!paused) throw error;
        await later(GIVE_BACK_MS, undefined, { ref: false });
      }
    }
  }

  private async attempt(job: BullJob, running: RunningJob, token: string | undefined): Promise<JobResult> {
    const { watcher, metrics } = this.parts;
    try {
      if (!(await watcher.started(running.about))) return { cancelled: true };
      const returned = await running.until(this.handler.run(job.data.payload, running));
      const result = returned ?? null;
      await watcher.succeeded(running.about, result);
      metrics.done.of(this.definition.name).add();
      return { result };
    } catch (error) {
      const isFinal = error instanceof Problem && error.status < 500;
      if (running.stopping === 'leaving' || (running.stopping === 'yielding' && !isFinal)) {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      // What is late for an erased person is not wanted any more.
      if (running.stopping === 'cancelled' || isPersonErased(error)) {
        await watcher.cancelled(running.about);
        return { cancelled: true };
      }
      throw await this.failure(job, running, token, error);
    }
  }

  /** The error with which BullMQ fails the try; an unrecoverable one for a problem below 500. */
  private async failure(
    job: BullJob,
    running: RunningJob,
    token: string | undefined,
    error: unknown,
  ): Promise<unknown> {
    // An outage or a burst of work of the database is not the fault of the job, and may outlast all its tries.
    if (error instanceof NotNow || (error instanceof Problem && ofTheDatabase.has(error.code)))
      return this.notCounted(job, token);
    const unrecoverable = error instanceof Problem && error.status < 500;
    this.log.warn(`The job ${running.about.queue} ${running.id} failed at try ${running.attempt}: ${textOf(error)}`);
    if (!unrecoverable && !running.isLast) return error;
    try {
      await this.parts.watcher.failed(running.about, error);
    } catch (reason) {
      // The job runs again, so that its failure is reported.
      this.log.warn(`The failure of the job ${running.id} could not be reported; it runs again: ${reason}`);
      return this.notCounted(job, token);
    }
    if (!unrecoverable) return error;
    return Object.assign(new UnrecoverableError(error.message), { stack: error.stack, cause: error });
  }

  /** Runs the job again after a pause, without counting the try. */
  private async notCounted(job: BullJob, token: string | undefined): Promise<DelayedError> {
    await job.moveToDelayed(Date.now() + this.parts.pace.againMs, token);
    return new DelayedError();
  }

  @OnWorkerEvent('error')
  noteError({ message }: Error): void {
    // An unreachable server fails every poll with the same message.
    if (message !== this.logged) this.log.warn(`The worker of ${this.definition.name}: ${message}`);
    this.logged = message;
  }

  @OnWorkerEvent('active')
  noteStart(): void {
    this.logged = '';
  }

  /** Also reports jobs whose workers died at every try, so that no handler could. */
  @OnWorkerEvent('failed')
  async noteFailure(job: BullJob | undefined, error: Error): Promise<void> {
    if (!job?.finishedOn) return;
    this.parts.metrics.failed.of(this.definition.name).add();
    this.report(job, error);
    if (!job.deferredFailure) return;
    this.log.warn(`The job ${this.definition.name} ${job.id} failed: ${error}`);
    const { about } = new RunningJob(job, this.parts.watcher);
    await this.parts.watcher.failed(about, error).catch((reason: unknown) => this.log.error(reason));
  }

  private report({ id = '', attemptsMade: tries, data }: BullJob, error: Error): void {
    // What a client did wrong, such as a feed without entries, is no failure of the program, as in an answer below 500.
    const failure = error instanceof UnrecoverableError ? (error.cause ?? error) : error;
    if (failure instanceof Problem && failure.status < 500) return;
    const [, traceId, spanId] = String(data?.traceparent ?? '').split('-');
    reportFailure({ error: failure, level: 'error', job: { queue: this.definition.name, id, tries }, traceId, spanId });
  }
}

/** Of whatever a handler threw. */
function textOf(error: unknown): string {
  return error instanceof Error ? String(error) : inspect(error);
}
