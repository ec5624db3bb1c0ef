export const operationStates = ['queued', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled'] as const;
export type OperationState = (typeof operationStates)[number];

/** Why an operation failed. */
export class OperationErrorDto {
  /**
   * Stable, like the code of a problem; a client may act on it.
   * @example "internal_error"
   */
  code!: string;

  /** What happened and what to do next, in French or English by Accept-Language. */
  detail!: string;
}

/** Work that continues after the request that started it. */
export class OperationDto {
  /** @example "019a7d0c-8b5e-7c3a-9f21-4f6d2e8b1a90" */
  id!: string;

  /**
   * The kind of work.
   * @example "tenants.purge"
   */
  kind!: string;

  /** `queued`, `running` and `cancelling` are followed by another state; the others are final. */
  state!: OperationState;

  /**
   * The completed part, from 0 to 1.
   * @example 0.4
   */
  progress!: number;

  /** The result, once it succeeded; its members depend on the kind. */
  result!: Record<string, unknown> | null;

  /** The reason of the failure, once it failed. */
  error!: OperationErrorDto | null;

  createdAt!: Date;
  updatedAt!: Date;
}
