import type { ServerSpan } from './live-span.js';
import type { RemoteParent } from './traceparent.js';

/** Records spans. There is none where `OTEL_EXPORTER_OTLP_ENDPOINT` is not set. */
export abstract class Tracing {
  /** Begins the span of a request, in its caller's trace or in a new one. */
  abstract serverSpan(parent: RemoteParent | undefined): ServerSpan;
}
