import type { Caller } from '#platform/access';
import type { ListQuery } from '#platform/lists';
import type { OperationDto, OperationState } from './operation.dto.js';

/** Selects operations, in one state or in any. */
export interface OperationQuery extends ListQuery {
  readonly state?: OperationState | undefined;
}

/** Why an operation failed: the code and the text of a problem. */
export interface OperationError {
  readonly code: string;
  readonly detail: { readonly en: string; readonly fr: string };
}

/** A long-running operation: what its client sees of it, in every language, and whose it is. Its id and kind are those of its job. */
export interface Operation extends Omit<OperationDto, 'result' | 'error'> {
  /** The result of the job's handler. */
  readonly result: object | null;
  readonly error: OperationError | null;
  /** The user who began it for themselves, and who alone reads it; null for the tenant's. */
  readonly userId: string | null;
  /** The user or the key that began it for the tenant; null where nobody did. */
  readonly begunBy: string | null;
  /** The permission that is needed to begin one. */
  readonly cancelPermission: string;
  /** The places of the tenant that it is about, as `Operations.start` names them; null for all. */
  readonly scope: string | null;
  /** Increases with each change. */
  readonly version: number;
}

/** Whether an operation has ended and no longer changes. */
export function hasEnded({ state }: Operation): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/**
 * The reader of operations: a caller, who finds what they began and what they may begin; or a service, which finds those of the tenant,
 * and those that the user began for themselves, where there is one.
 */
export type OperationReader =
  | Caller
  | { readonly tenantId: string; readonly userId?: string | undefined; readonly kind?: never };
