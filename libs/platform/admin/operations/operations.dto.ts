import { IsIn, IsOptional } from 'class-validator';
import { ListQueryDto, PageDto } from '#platform/http';
import { type OperationState, operationStates } from '#platform/operations';

/** Which operations to list. */
export class OperationsQueryDto extends ListQueryDto {
  /** Those in this state alone. */
  @IsOptional()
  @IsIn(operationStates)
  state?: OperationState;
}

/** Why an operation failed. */
export class OperationErrorDto {
  /**
   * Stable, as of a problem; a client may act on it.
   * @example "internal_error"
   */
  code!: string;

  /** What happened and what to do next, in French or English by Accept-Language. */
  detail!: string;
}

/** Slow work that was asked for. */
export class OperationDto {
  /** @example "019a7d0c-8b5e-7c3a-9f21-4f6d2e8b1a90" */
  id!: string;

  /**
   * What is done.
   * @example "tenants.purge"
   */
  kind!: string;

  /** `queued`, `running` and `cancelling` go on; the others are final. */
  state!: OperationState;

  /**
   * How much is done, 0 to 1.
   * @example 0.4
   */
  progress!: number;

  /** What came of it, once it succeeded; its members depend on the kind. */
  result!: Record<string, unknown> | null;

  /** Why it failed, once it did. */
  error!: OperationErrorDto | null;

  createdAt!: Date;
  updatedAt!: Date;
}

/** A step or page of operations. */
export class OperationsDto {
  data!: OperationDto[];
  page!: PageDto;
}
