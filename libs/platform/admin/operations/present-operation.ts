import type { Operation } from '#platform/operations';
import type { Locale } from '#platform/problems';
import type { OperationDto } from './operations.dto.js';

/** The DTO of an operation, with its error in one language. */
export function presentOperation(operation: Operation, locale: Locale): OperationDto {
  const { id, kind, state, progress, result, error, createdAt, updatedAt } = operation;
  const failure = error && { code: error.code, detail: error.detail[locale] };
  return { id, kind, state, progress, result: result as OperationDto['result'], error: failure, createdAt, updatedAt };
}
