import { inRequest, type RequestScope, requestInForce } from '../request-scope.js';
import type { LiveSpan } from './tracing.js';

/**
 * Runs `work` in a child span of the current span; without a trace it only runs it. The span ends with the
 * work and records its error.
 *
 * @param name one of a few names, such as `database transaction`
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
