import type { Principal } from '#platform/access';
import type { Total, Transaction } from '#platform/database';
import type { JobDefinition, JobPayload } from '#platform/jobs';

export const operationStates = ['queued', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled'] as const;
export type OperationState = (typeof operationStates)[number];

/** Why an operation failed: a problem's code and its words. */
export interface OperationError {
  readonly code: string;
  readonly detail: { readonly en: string; readonly fr: string };
}

/** Slow work as its client sees it. */
export interface Operation {
  /** Also its job's id. */
  readonly id: string;
  /** The job's name. */
  readonly kind: string;
  readonly state: OperationState;
  /** 0 to 1. */
  readonly progress: number;
  /** What the job's handler returned. */
  readonly result: object | null;
  readonly error: OperationError | null;
  /** What whoever cancels it must hold. */
  readonly cancelPermission: string;
  /** Grows with each change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether an operation has ended, so that nothing of it changes any more. */
export function hasEnded({ state }: Operation): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/** Work that takes longer than a second: answered with 202 and followed by its client. Kept for 30 days. */
export abstract class Operations {
  /**
   * Starts a job and gives it an operation, when and only when the transaction commits. The
   * operation belongs to the tenant in force, the job to the tenant of its payload.
   *
   * @param cancelPermission what whoever cancels it must hold: that of the route which starts it, in general
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
   * Asks a queued or running operation to stop; one that ended stays as it is.
   *
   * @param by whoever asks
   * @throws Problem `operation_not_found` (404), `forbidden` (403) where `by` lacks what this operation asks for,
   *   `queues_unavailable` (503)
   */
  abstract cancel(tenantId: string, id: string, by: Principal): Promise<Operation>;

  /**
   * A step of a tenant's operations, the newest first, and the cursor of the next.
   *
   * @param size 1 to 100
   * @throws Problem `invalid_cursor` (400)
   */
  abstract walk(
    tenantId: string,
    query: { readonly state?: OperationState; readonly size: number; readonly cursor?: string },
  ): Promise<{ operations: Operation[]; next: string | null }>;

  /**
   * A numbered page of them.
   *
   * @throws Problem `page_out_of_reach` (400)
   */
  abstract page(
    tenantId: string,
    query: { readonly state?: OperationState; readonly size: number; readonly number: number },
  ): Promise<{ operations: Operation[]; total: Total }>;
}
