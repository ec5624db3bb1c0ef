import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Caller, requirePermission } from '#platform/access';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { JobControl, type JobDefinition, type JobPayload, Jobs, type WatchedJob } from '#platform/jobs';
import { type ListAnswer, readList, rowsOfTenant } from '#platform/lists';
import { OperationChanges } from './operation-changes.js';
import { operationsProblems } from './operations.errors.js';
import { hasEnded, type Operation, type OperationQuery, Operations } from './operations.js';
import { askToStop, endOperation, insertOperation, operationById, operationList } from './operations.sql.js';

/** Stores operations in `platform.operations`, each with a job. */
@Injectable()
export class TrackedOperations extends Operations implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly control: JobControl,
    private readonly changes: OperationChanges,
  ) {
    super();
  }

  /** A job that is removed from its queue ends its operation. */
  onModuleInit(): void {
    this.control.onRemoved((job) => this.endRemoved(job));
  }

  override async start<Payload extends JobPayload>(
    tx: Transaction,
    job: JobDefinition<Payload>,
    payload: Payload,
    cancelPermission: string,
  ): Promise<Operation> {
    const id = newId();
    const [row] = await tx.run(insertOperation, id, job.name, cancelPermission);
    if (!row) throw new Error('An operation was not inserted.');
    const { tenantId, ...operation } = row;
    this.changes.started(tx, tenantId, operation);
    await this.jobs.add(tx, job, payload, { id, followedBy: tenantId });
    return operation;
  }

  override async find(tenantId: string, id: string): Promise<Operation> {
    const [operation] = await this.database.read({ tenantId }, operationById, id);
    if (!operation) throw operationsProblems.operation_not_found({ id });
    return operation;
  }

  /**
   * Writes the request to cancel first: if the message to the worker is lost, a job that has not started
   * sees the request, and a second call sends the message again.
   */
  override async cancel(by: Caller, id: string): Promise<Operation> {
    const { tenantId } = by;
    const { kind, cancelPermission } = await this.find(tenantId, id);
    requirePermission(by, cancelPermission);
    const asked = await this.change(tenantId, async (tx) => (await tx.run(askToStop, id))[0]);
    const operation = asked ?? (await this.find(tenantId, id));
    if (hasEnded(operation)) return operation;
    // A job that is not in its queue yet is cancelled when it would start.
    return (await this.control.cancel(kind, id)) === 'removed' ? this.find(tenantId, id) : operation;
  }

  override list(tenantId: string, query: OperationQuery): Promise<ListAnswer<Operation>> {
    return readList(rowsOfTenant(this.database, tenantId), operationList, query);
  }

  private async endRemoved({ id, followedBy }: WatchedJob): Promise<void> {
    if (followedBy === undefined) return;
    await this.change(followedBy, async (tx) => (await tx.run(endOperation, id, 'cancelled', null, null))[0]);
  }

  private change(
    tenantId: string,
    work: (tx: Transaction) => Promise<Operation | undefined>,
  ): Promise<Operation | undefined> {
    return this.database.transaction({ tenantId }, async (tx) => {
      const changed = await work(tx);
      if (changed) this.changes.stateChanged(tx, tenantId, changed);
      return changed;
    });
  }
}
