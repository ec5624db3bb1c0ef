import type { Caller } from '#platform/access';
import type { Transaction } from '#platform/database';
import type { JobDefinition, JobPayload } from '#platform/jobs';
import type { ListAnswer, ListQuery } from '#platform/lists';

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

/** Operations that take longer than a second: the route responds with 202, and the client follows the operation. Deleted after 30 days. */
export abstract class Operations {
  /**
   * Starts a job with an operation, if and only if the transaction commits. The operation belongs to the
   * current tenant, the job to the tenant of its payload.
   *
   * @param cancelPermission the permission that is needed to cancel it, usually that of the route which starts it
   */
  abstract start<Payload extends JobPayload>(
    tx: Transaction,
    job: JobDefinition<Payload>,
    payload: Payload,
    cancelPermission: string,
  ): Promise<Operation>;

  /** @throws Problem `operation_not_found` (404) */
  abstract find(tenantId: string, id: string): Promise<Operation>;

  /**
   * Cancels a queued or running operation; one that has ended is not changed.
   *
   * @param by the caller who cancels it, in the tenant of the operation
   * @throws Problem `operation_not_found` (404), `forbidden` (403) when `by` lacks the permission to cancel it,
   *   `queues_unavailable` (503)
   */
  abstract cancel(by: Caller, id: string): Promise<Operation>;

  /**
   * A tenant's operations, the newest first.
   *
   * @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400)
   */
  abstract list(tenantId: string, query: OperationQuery): Promise<ListAnswer<Operation>>;
}
