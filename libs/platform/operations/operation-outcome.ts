import { asProblem, isStorageFull } from '#platform/database';
import { Problem } from '#platform/problems';
import type { OperationError } from './operation.js';
import { operationsProblems } from './operations.errors.js';

/** The most bytes of a result as JSON. */
const LARGEST_RESULT = 102_400;

/** The end of an operation; result and error are JSON. */
export type Outcome = readonly [state: 'succeeded' | 'failed', result: string | null, error: string | null];

/** The outcome of a job that succeeded; a result that is too large fails the operation with a problem. */
export function outcomeOf(result: object | null): Outcome {
  const text = result && JSON.stringify(result);
  if (!text || Buffer.byteLength(text) <= LARGEST_RESULT) return ['succeeded', text, null];
  return failureOf(operationsProblems.operation_result_too_large({ limit: LARGEST_RESULT }));
}

/** The outcome of a job that failed; an error that is neither a `Problem` nor a full disk is shown as `internal_error`. */
export function failureOf(error: unknown): Outcome {
  const known = isStorageFull(error) ? asProblem(error) : error;
  const { code, detail }: OperationError = known instanceof Problem && !known.options.forOperators ? known : unknown;
  return ['failed', null, JSON.stringify({ code, detail })];
}

const unknown: OperationError = {
  code: 'internal_error',
  detail: {
    en: 'The operation failed because of an internal error. Start it again; if it fails again, give its id to support.',
    fr: 'L’opération a échoué à cause d’une erreur interne. Relancez-la ; si elle échoue encore, donnez son identifiant au support.',
  },
};
