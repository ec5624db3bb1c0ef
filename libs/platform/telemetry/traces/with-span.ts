import { inRequest, type RequestScope, requestInForce } from '../request-scope.js';
import type { LiveSpan } from './live-span.js';

/**
 * Runs `work` as a span of its own, a child of the one in force; where nothing is traced it only
 * runs it. The span ends with the work and carries its error.
 *
 * @param name one of few, as in `database transaction`
 */
export function withSpan<T>(name: string, work: () => Promise<T>): Promise<T> {
  const scope = requestInForce();
  return scope?.span ? inSpan(scope, scope.span.child(name), work) : work();
}

async function inSpan<T>(scope: RequestScope, span: LiveSpan, work: () => Promise<T>): Promise<T> {
  try {
    return await inRequest({ ...scope, spanId: span.spanId, span }, work);
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}
