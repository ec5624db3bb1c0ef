import { requestInForce } from '../request-scope.js';

/** The W3C `traceparent` of the work under way, for whoever goes on with it later; null where nothing traces it. */
export function traceparentInForce(): string | null {
  const { traceId, spanId, span } = requestInForce() ?? {};
  return traceId && spanId ? `00-${traceId}-${spanId}-${span ? '01' : '00'}` : null;
}
