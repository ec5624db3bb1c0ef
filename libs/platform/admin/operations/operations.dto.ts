import { IsIn, IsOptional } from 'class-validator';
import { IsIntBetween, ListOf, ListQueryDto, QueryInteger } from '#platform/http';
import { type Operation, OperationDto, type OperationState, operationStates } from '#platform/operations';
import type { Locale } from '#platform/problems';

/** Selects operations by state. */
export class OperationsQueryDto extends ListQueryDto {
  /** Only operations in this state. */
  @IsOptional()
  @IsIn(operationStates)
  state?: OperationState;
}

/** How long the answer may be held back. */
export class WaitQueryDto {
  /**
   * Seconds, 0 to 15, to wait for the operation to end: then the answer is 200 with what became of it, else 202; 0 by default.
   * A wait counts as one of the 10 event streams that a user or key may have open; beyond them the answer is 202 at once.
   * @example 10
   */
  @IsOptional()
  @QueryInteger()
  @IsIntBetween(0, 15)
  wait?: number;
}

/** An operation as an event of its stream. */
export class OperationEventDto extends OperationDto {
  /**
   * Once the operation has ended: send it as Palier-Wrote, and nothing that you read is older than its end.
   * @example "--------.0.mwr1q7wt.DVi22hM4TWQCRP6R5Xa818"
   */
  wrote?: string;
}

/** A cursor step or page of operations. */
export class OperationsDto extends ListOf(OperationDto) {}

/** The DTO of an operation, with its error in one language. */
export function presentOperation(operation: Operation, locale: Locale): OperationDto {
  const { id, kind, state, progress, result, error, createdAt, updatedAt } = operation;
  const failure = error && { code: error.code, detail: error.detail[locale] };
  return { id, kind, state, progress, result: result as OperationDto['result'], error: failure, createdAt, updatedAt };
}
