import { setTimeout as pause } from 'node:timers/promises';
import { BullRegistrar } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from '@nestjs/common';
import { LazyModuleLoader, ModuleRef } from '@nestjs/core';
import { Settings } from '#platform/config';
import { Cutovers } from '#platform/cutover';
import { Notifications } from '#platform/database';
import { TenantDirectory } from '#platform/tenancy';
import { CANCEL_CHANNEL, type CancelRequest } from '../control/job-actions.js';
import { WorkerSurvey } from '../control/worker-survey.js';
import { declaredJobs } from '../job-definition.js';
import { WorkCuts } from '../job-handler.js';
import { Queues } from '../queues/queues.js';
import { handlerOf } from './handles-job.js';
import { JobMetrics } from './job-metrics.js';
import { JobSchedules } from './job-schedules.js';
import { JobWatcher } from './job-watcher.js';
import { QueueWorker, type WorkerParts } from './queue-worker.js';
import { takenJobs } from './taken-jobs.js';
import { WorkerPace } from './worker-pace.js';

/** Milliseconds that a shutdown may take after the grace period of the handlers. */
const CLOSE_TIMEOUT_MS = 1000;

/** Milliseconds between two questions to the handlers whose jobs may wait, and between two looks for jobs that have had their place for long. */
const HEED_MS = 500;

/** The module whose providers are the workers of the declared jobs. */
class QueueWorkers {}

/** Runs the jobs of the queues of `WORKER_QUEUES` in this process, from the start of the application to its end. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly workers = new Map<string, QueueWorker>();
  private readonly parts: WorkerParts;
  private deadline: NodeJS.Timeout | undefined;
  private heeding: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void)[] = [];
  private leaving: Promise<void> | undefined;

  constructor(
    private readonly modules: ModuleRef,
    private readonly loader: LazyModuleLoader,
    private readonly bull: BullRegistrar,
    private readonly settings: Settings,
    private readonly notifications: Notifications,
    private readonly cutovers: Cutovers,
    private readonly schedules: JobSchedules,
    private readonly pace: WorkerPace,
    private readonly survey: WorkerSurvey,
    directory: TenantDirectory,
    metrics: JobMetrics,
    queues: Queues,
    @Optional() cuts?: WorkCuts,
  ) {
    const watcher = new JobWatcher();
    this.parts = { directory, metrics, pace, queues, watcher, cuts, concurrency: settings.jobConcurrency };
  }

  /** Has one watcher called for every job that runs here; call it before the application has started. */
  watch(watcher: JobWatcher): void {
    this.parts.watcher = watcher;
  }

  /**
   * @throws Problem `worker_queue_unknown`
   * @throws Error when a job that it takes has no handler in this process, or may wait for a level that nothing knows here
   */
  async onApplicationBootstrap(): Promise<void> {
    for (const definition of takenJobs(this.settings.workerQueues)) {
      if (typeof definition.mayWait === 'object' && !this.parts.cuts)
        throw new Error(`${definition.name} waits at a degradation level: import DegradationModule.`);
      const handler = this.modules.get(handlerOf(definition.name), { strict: false });
      this.workers.set(definition.name, QueueWorker.of(definition, handler, this.parts));
    }
    // BullModule makes workers for the providers that it finds. They start now, not before the application has.
    const providers = [...this.workers].map(([provide, useValue]) => ({ provide, useValue }));
    await this.loader.load(() => ({ module: QueueWorkers, providers }), { logger: false });
    this.bull.register();
    this.unsubscribe = [
      this.notifications.subscribe(CANCEL_CHANNEL, (payload) => this.cancel(payload)),
      this.cutovers.subscribe(
        () => this.pause(),
        () => this.resume(),
      ),
      this.survey.answer([...this.workers.keys()]),
    ];
    const heed = () => {
      for (const worker of this.workers.values())
        for (const asked of [worker.heedHandler(), worker.yieldPlace()])
          asked.catch((reason: unknown) => this.log.error(reason));
    };
    this.heeding = setInterval(heed, HEED_MS).unref();
    // Of all queues: any worker may be the only one that runs.
    void this.schedules.keep(declaredJobs()).then(() => this.schedules.correct(declaredJobs()));
  }

  /**
   * Starts no more jobs, and resolves when the running jobs have ended or, after `JOB_DEADLINE_MS`, were
   * returned to their queues; those that go on where they stopped are returned at once.
   */
  leave(): Promise<void> {
    this.leaving ??= this.finish();
    return this.leaving;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leave();
  }

  /** A cutover is under way: running jobs may end before the deadline, then they return to their queues for the new deployment. */
  private pause(): void {
    for (const worker of this.workers.values()) void worker.pause();
    const returnJobs = () => {
      for (const worker of this.workers.values()) worker.returnJobs();
    };
    this.deadline = setTimeout(returnJobs, this.settings.jobDeadlineMs).unref();
  }

  private resume(): void {
    clearTimeout(this.deadline);
    for (const worker of this.workers.values()) void worker.resume();
  }

  private cancel(payload: string | undefined): void {
    if (!payload) return;
    const { queue, id }: CancelRequest = JSON.parse(payload);
    this.workers.get(queue)?.cancel(id);
  }

  private async finish(): Promise<void> {
    clearTimeout(this.deadline);
    clearInterval(this.heeding);
    this.schedules.stop();
    const workers = [...this.workers.values()];
    const closed = Promise.all(workers.map((worker) => worker.close())).then(() => true);
    for (const worker of workers) if (worker.resumes) worker.returnJobs();
    const inTime = await Promise.race([closed, later(this.settings.jobDeadlineMs)]);
    if (!inTime) {
      this.log.warn('JOB_DEADLINE_MS has passed: running jobs are returned to their queues.');
      for (const worker of workers) worker.returnJobs();
      await Promise.race([closed, later(this.pace.graceMs + CLOSE_TIMEOUT_MS)]);
    }
    for (const stop of this.unsubscribe) stop();
  }
}

const later = (ms: number) => pause(ms, false, { ref: false });
