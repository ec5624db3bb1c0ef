import type { Caller } from '#platform/access';
import type { Transaction } from '#platform/database';
import type { JobPayload } from '#platform/jobs';
import type { ListAnswer, ListQuery } from '#platform/lists';
import type { OperationDefinition } from './define-operation.js';

export const operationStates = ['queued', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled'] as const;
export type OperationState = (typeof operationStates)[number];

/** Selects operations, in one state or in any. */
export interface OperationQuery extends ListQuery {
  readonly state?: OperationState | undefined;
}

/** Why an operation failed: the code and the text of a problem. */
export interface OperationError {
  readonly code: string;
  readonly detail: { readonly en: string; readonly fr: string };
}

/** A long-running operation, as its client sees it. */
export interface Operation {
  /** The same as the id of its job. */
  readonly id: string;
  /** The job's name. */
  readonly kind: string;
  readonly state: OperationState;
  /** 0 to 1. */
  readonly progress: number;
  /** The result of the job's handler. */
  readonly result: object | null;
  readonly error: OperationError | null;
  /** The user who began it for themselves, and who alone reads it; null for the tenant's. */
  readonly userId: string | null;
  /** The permission that is needed to cancel it. */
  readonly cancelPermission: string;
  /** Increases with each change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether an operation has ended and no longer changes. */
export function hasEnded({ state }: Operation): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** Who reads operations: those of the tenant, and those that the user began for themselves, where there is one. */
export interface OperationReader {
  readonly tenantId: string;
  readonly userId?: string | undefined;
}

/** Operations that take longer than a second: the route responds with 202, and the client follows the operation. Deleted after 30 days. */
export abstract class Operations {
  /**
   * Starts a job with an operation, if and only if the transaction commits. The operation belongs to the
   * current tenant, the job to the tenant of its payload. One that is declared as a person's is that of the user in its
   * payload: while they have one of that kind, begun in the last 24 hours, it is returned and none is started.
   *
   * @param cancelPermission the permission that is needed to cancel it, usually that of the route which starts it
   * @throws Problem `too_many_operations` (429) with Retry-After where a person began as many in 24 hours as its
   *   declaration lets them, `operations_at_work` (429) where as many of the tenant have not ended
   */
  abstract start<Payload extends JobPayload>(
    tx: Transaction,
    job: OperationDefinition<Payload>,
    payload: Payload,
    cancelPermission: string,
  ): Promise<Operation>;

  /** @throws Problem `operation_not_found` (404), for what another person began too */
  abstract find(reader: OperationReader, id: string): Promise<Operation>;

  /**
   * Cancels a queued or running operation; one that has ended is not changed. With `operations.administer` a caller also
   * cancels what a person began for themselves, and sees neither its result nor its error.
   *
   * @param by the caller who cancels it, in the tenant of the operation
   * @throws Problem `operation_not_found` (404), `forbidden` (403) when `by` lacks the permission to cancel it,
   *   `queues_unavailable` (503)
   */
  abstract cancel(by: Caller, id: string): Promise<Operation>;

  /**
   * The operations that a reader may see, the newest first.
   *
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
   */
  abstract list(reader: OperationReader, query: OperationQuery): Promise<ListAnswer<Operation>>;
}
