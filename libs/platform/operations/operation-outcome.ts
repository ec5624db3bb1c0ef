import { Problem } from '#platform/problems';
import { operationsProblems } from './operations.errors.js';
import type { OperationError } from './operations.js';

/** Bytes of a result as JSON, at most. */
const LARGEST_RESULT = 102_400;

/** What a job's end makes of its operation; result and error as JSON. */
export type Outcome = readonly [state: 'succeeded' | 'failed', result: string | null, error: string | null];

/** A result that is too large to be shown makes a failed operation, which says so. */
export function outcomeOf(result: object | null): Outcome {
  const text = result && JSON.stringify(result);
  if (!text || Buffer.byteLength(text) <= LARGEST_RESULT) return ['succeeded', text, null];
  return failureOf(operationsProblems.operation_result_too_large({ limit: LARGEST_RESULT }));
}

/** Of what is no problem nothing is told but that it happened. */
export function failureOf(error: unknown): Outcome {
  const { code, detail }: OperationError = error instanceof Problem ? error : unknown;
  return ['failed', null, JSON.stringify({ code, detail })];
}

const unknown: OperationError = {
  code: 'internal_error',
  detail: {
    en: 'The work failed for a reason on our side. Start it again; if it fails again, give this operation’s id to support.',
    fr: 'Le travail a échoué pour une raison de notre côté. Relancez-le ; s’il échoue encore, donnez l’identifiant de cette opération au support.',
  },
};
