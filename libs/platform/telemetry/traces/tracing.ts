import type { RemoteParent } from './traceparent.js';

/** A span that this process records. */
export interface LiveSpan {
  readonly traceId: string;
  readonly spanId: string;
  child(name: string): LiveSpan;
  /** Marks the span as failed. */
  fail(error: unknown): void;
  end(): void;
}

/** The server span of a request. */
export interface ServerSpan extends LiveSpan {
  /** Names the span by method and route template, then ends it; a status of 500 or more marks it as failed. */
  answered(method: string, route: string | undefined, status: number): void;
}

/** Records spans. The provider is null when `OTEL_EXPORTER_OTLP_ENDPOINT` is not set. */
export abstract class Tracing {
  /** Starts the span of a request, in its caller's trace or in a new one. */
  abstract serverSpan(parent: RemoteParent | undefined): ServerSpan;
}
