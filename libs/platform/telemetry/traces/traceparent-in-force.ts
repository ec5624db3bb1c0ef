import { requestInForce } from '../request-scope.js';

/** The W3C `traceparent` of the current request, to continue its trace elsewhere; null when it is not traced. */
export function traceparentInForce(): string | null {
  const { traceId, spanId, span } = requestInForce() ?? {};
  return traceId && spanId ? `00-${traceId}-${spanId}-${span ? '01' : '00'}` : null;
}
