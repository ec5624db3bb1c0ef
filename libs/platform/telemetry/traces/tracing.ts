import type { ServerSpan } from './live-span.js';
import type { RemoteParent } from './traceparent.js';

/** Records spans. The provider is null when `OTEL_EXPORTER_OTLP_ENDPOINT` is not set. */
export abstract class Tracing {
  /** Starts the span of a request, in its caller's trace or in a new one. */
  abstract serverSpan(parent: RemoteParent | undefined): ServerSpan;
}
