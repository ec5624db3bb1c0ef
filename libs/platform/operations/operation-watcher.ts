import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Statement } from '#platform/database';
import { JobRunner, type JobWatcher, type WatchedJob } from '#platform/jobs';
import { Askers } from './askers.js';
import type { Operation } from './operation.js';
import { OperationChanges } from './operation-changes.js';
import { failureOf, outcomeOf } from './operation-outcome.js';
import { advanceOperation, beginOperation, endOperation } from './operations.sql.js';

/** Writes the state of a job to its operation, before it is written to the queue: after a crash in between it is written again. */
@Injectable()
export class OperationWatcher implements JobWatcher, OnModuleInit {
  constructor(
    private readonly runner: JobRunner,
    private readonly database: Database,
    private readonly changes: OperationChanges,
    private readonly askers: Askers,
  ) {}

  onModuleInit(): void {
    this.runner.watch(this);
  }

  async started(job: WatchedJob): Promise<boolean> {
    const begun = await this.write(job, beginOperation, job.id);
    if (begun?.state === 'running' && job.followedBy) await this.askers.permitted(job.followedBy, begun);
    return begun?.state !== 'cancelled';
  }

  async progressed({ followedBy: tenantId, id }: WatchedJob, share: number): Promise<void> {
    if (tenantId === undefined) return;
    await this.database.transaction({ tenantId }, async (tx) => {
      const [row] = await tx.run(advanceOperation, id, share);
      if (row) this.changes.progressed(tx, tenantId, id);
    });
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

  /** Writes another state. */
  private async write<Values extends readonly unknown[]>(
    { followedBy }: WatchedJob,
    statement: Statement<Operation, Values>,
    ...values: Values
  ): Promise<Operation | undefined> {
    if (followedBy === undefined) return undefined;
    return this.database.transaction({ tenantId: followedBy }, async (tx) => {
      const [row] = await tx.run(statement, ...values);
      if (row) this.changes.stateChanged(tx, followedBy, row);
      return row;
    });
  }
}
