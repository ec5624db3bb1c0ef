import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Notifications, type Statement } from '#platform/database';
import { JobRunner, type JobWatcher, type WatchedJob } from '#platform/jobs';
import { announceChange } from './operation-changes.js';
import { failureOf, outcomeOf } from './operation-outcome.js';
import { advanceOperation, beginOperation, endOperation } from './operations.sql.js';

/** Writes the state of a job to its operation, before it is written to the queue: after a crash in between it is written again. */
@Injectable()
export class OperationWatcher implements JobWatcher, OnModuleInit {
  constructor(
    private readonly runner: JobRunner,
    private readonly database: Database,
    private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    this.runner.watch(this);
  }

  async started(job: WatchedJob): Promise<boolean> {
    const begun = await this.write(job, beginOperation, job.id);
    return begun?.state !== 'cancelled';
  }

  async progressed(job: WatchedJob, share: number): Promise<void> {
    await this.write(job, advanceOperation, job.id, share);
  }

  async succeeded(job: WatchedJob, result: object | null): Promise<void> {
    await this.write(job, endOperation, job.id, ...outcomeOf(result));
  }

  async failed(job: WatchedJob, error: unknown): Promise<void> {
    await this.write(job, endOperation, job.id, ...failureOf(error));
  }

  async cancelled(job: WatchedJob): Promise<void> {
    await this.write(job, endOperation, job.id, 'cancelled', null, null);
  }

  private async write<Row extends object, Values extends readonly unknown[]>(
    { followedBy, id }: WatchedJob,
    statement: Statement<Row, Values>,
    ...values: Values
  ): Promise<Row | undefined> {
    if (followedBy === undefined) return undefined;
    return this.database.transaction({ tenantId: followedBy }, async (tx) => {
      const [row] = await tx.run(statement, ...values);
      if (row) announceChange(tx, this.notifications, followedBy, id);
      return row;
    });
  }
}
