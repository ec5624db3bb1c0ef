import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Caller, declarePermission, mayCall, personIn } from '#platform/access';
import { actorInForce } from '#platform/audit';
import { Database, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { JobControl, type JobPayload, Jobs, type WatchedJob } from '#platform/jobs';
import { type ListAnswer, readList, rowsOfPerson, rowsOfTenant } from '#platform/lists';
import { type OperationDefinition, ownerOf } from './define-operation.js';
import { admitOfTenant, openOfPerson } from './one-at-a-time.js';
import { hasEnded, type Operation, type OperationQuery, type OperationReader } from './operation.js';
import { OperationChanges } from './operation-changes.js';
import { operationsProblems } from './operations.errors.js';
import {
  askToStop,
  endOperation,
  insertOperation,
  operationById,
  operationFoundBy,
  operationList,
} from './operations.sql.js';
import { type PlacesOf, readerValues } from './readers.js';

/** Cancels what others began for themselves. */
const ADMINISTER = 'operations.administer';
declarePermission(ADMINISTER, 'admin');

/**
 * Operations that take longer than a second: the route responds with 202, and the client follows the operation. Each is a row
 * of `platform.operations` with a job, and is deleted after 30 days.
 */
@Injectable()
export class Operations implements OnModuleInit {
  private placesOf: PlacesOf = async () => [];

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly control: JobControl,
    private readonly changes: OperationChanges,
  ) {}

  /** A job that is removed from its queue ends its operation. */
  onModuleInit(): void {
    this.control.onRemoved((job) => this.endRemoved(job));
  }

  /** Says in which places callers may begin operations: a context does whose operations have places. */
  placedBy(placesOf: PlacesOf): void {
    this.placesOf = placesOf;
  }

  /**
   * Starts a job with an operation, if and only if the transaction commits. The operation belongs to the
   * current tenant, the job to the tenant of its payload. One that is declared as a person's is that of the user in its
   * payload: while they have one of that kind, begun in the last 24 hours, it is returned and none is started.
   *
   * The caller who began it finds it, and so do callers who may begin one.
   *
   * @param permission that of the route which starts it
   * @param scope the places that it is about, by commas, each as `part` or `whole/part`; null for the whole tenant
   * @throws Problem `too_many_operations` (429) with Retry-After where a person began as many in 24 hours as its
   *   declaration lets them, `operations_at_work` (429) where as many of the tenant, or of who begins it, have not ended
   */
  async start<Payload extends JobPayload>(
    tx: Transaction,
    job: OperationDefinition<Payload>,
    payload: Payload,
    permission: string,
    scope: string | null = null,
  ): Promise<Operation> {
    const owner = ownerOf(job, payload);
    const open = owner !== null && job.of === 'person' ? await openOfPerson(tx, job, owner) : undefined;
    if (open) return open;
    const asker = begunBy();
    if (job.of === 'tenant') await admitOfTenant(tx, job, payload.tenantId, asker);
    const id = newId();
    const [row] = await tx.run(insertOperation, id, job.name, permission, owner, owner ? null : asker, scope);
    if (!row) throw new Error('An operation was not inserted.');
    const { tenantId, ...operation } = row;
    this.changes.started(tx, tenantId, operation);
    await this.jobs.add(tx, job, payload, { id, followedBy: tenantId });
    return operation;
  }

  /** @throws Problem `operation_not_found` (404), also for what the reader may not find */
  async find(reader: OperationReader, id: string): Promise<Operation> {
    const operation = await this.foundBy(reader, id);
    if (!operation) throw operationsProblems.operation_not_found({ id });
    return operation;
  }

  /** Whether an operation of the tenant has ended, or was deleted since. */
  async isOver(tenantId: string, id: string): Promise<boolean> {
    const [operation] = await this.database.read({ tenantId }, operationById, id);
    return operation === undefined || hasEnded(operation);
  }

  /**
   * Cancels a queued or running operation that the caller finds; one that has ended is not changed. With `operations.administer` a caller also
   * cancels what a person began for themselves, and sees neither its result nor its error.
   *
   * The request is written first: if the message to the worker is lost, a job that has not started sees the request, and a
   * second call sends the message again.
   *
   * @param by the caller who cancels it, in the tenant of the operation
   * @throws Problem `operation_not_found` (404), `queues_unavailable` (503)
   */
  async cancel(by: Caller, id: string): Promise<Operation> {
    const { tenantId } = by;
    const found = await this.foundBy(by, id);
    const { kind, userId } = found ?? (await this.ofAnyone(tenantId, id));
    if (!found && (userId === null || !mayCall(by, ADMINISTER))) throw operationsProblems.operation_not_found({ id });
    const asked = await this.change(tenantId, async (tx) => (await tx.run(askToStop, id))[0]);
    let operation = asked ?? (await this.ofAnyone(tenantId, id));
    // A job that is not in its queue yet is cancelled when it would start.
    if (!hasEnded(operation) && (await this.control.cancel(kind, id)) === 'removed')
      operation = await this.ofAnyone(tenantId, id);
    return found ? operation : { ...operation, result: null, error: null };
  }

  /**
   * The operations that a reader may see, the newest first.
   *
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
   */
  async list(reader: OperationReader, query: OperationQuery): Promise<ListAnswer<Operation>> {
    const { tenantId } = reader;
    const userId = reader.kind === undefined ? reader.userId : personIn(reader)?.userId;
    const rows = userId ? rowsOfPerson(this.database, { tenantId, userId }) : rowsOfTenant(this.database, tenantId);
    const values = JSON.stringify(await readerValues(reader, this.placesOf));
    return readList(rows, operationList, { ...query, reader: values });
  }

  private async foundBy(reader: OperationReader, id: string): Promise<Operation | undefined> {
    const values = await readerValues(reader, this.placesOf);
    return (await this.database.read({ tenantId: reader.tenantId }, operationFoundBy, id, ...values))[0];
  }

  /** Whoever began it: for the job alone. */
  private async ofAnyone(tenantId: string, id: string): Promise<Operation> {
    const [operation] = await this.database.read({ tenantId }, operationById, id);
    if (!operation) throw operationsProblems.operation_not_found({ id });
    return operation;
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

/** The user, also behind a personal key, or the key that asks; null for an event, a schedule or the command line. */
function begunBy(): string | null {
  const { kind, id, userId } = actorInForce();
  return kind === 'member' || kind === 'operator' || kind === 'key' ? (userId ?? id) : null;
}
