/** The caller's span, from the `traceparent` header. */
export interface RemoteParent {
  traceId: string;
  spanId: string;
  sampled: boolean;
}

const format = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:$|-)/;

/** Parses a `traceparent` header (W3C Trace Context §3.2); undefined when it is malformed. */
export function parseTraceparent(header: unknown): RemoteParent | undefined {
  if (typeof header !== 'string' || header.length > 128 || header.startsWith('ff')) return undefined;
  const [, traceId, spanId, flags] = format.exec(header) ?? [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  if (header.startsWith('00') && header.length !== 55) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
