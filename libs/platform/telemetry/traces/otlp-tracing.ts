import type { OnApplicationShutdown } from '@nestjs/common';
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, TraceFlags, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { RemoteParent } from './traceparent.js';
import type { LiveSpan, ServerSpan } from './tracing.js';
import { Tracing } from './tracing.js';

/** How long the last batch may take at shutdown, in milliseconds. */
const EXPORT_TIMEOUT = 5000;

/** Sends spans in batches to a collector. Imported only when a collector is configured. */
export class OtlpTracing extends Tracing implements OnApplicationShutdown {
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  /** @param endpoint base URL of the collector, `/v1/traces` is added (OTLP specification) */
  constructor(endpoint: string) {
    super();
    const exporter = new OTLPTraceExporter({
      url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
      timeoutMillis: EXPORT_TIMEOUT,
    });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'palier' }),
      spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_TIMEOUT })],
    });
    this.tracer = this.provider.getTracer('palier');
  }

  override serverSpan(parent: RemoteParent | undefined): ServerSpan {
    const context = parent ? trace.setSpanContext(ROOT_CONTEXT, remoteContext(parent)) : ROOT_CONTEXT;
    return new RecordedSpan(this.tracer, this.tracer.startSpan('request', { kind: SpanKind.SERVER }, context));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.provider.shutdown();
  }
}

function remoteContext({ traceId, spanId, sampled }: RemoteParent) {
  return { traceId, spanId, isRemote: true, traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE };
}

class RecordedSpan implements ServerSpan {
  readonly traceId: string;
  readonly spanId: string;

  constructor(
    private readonly tracer: Tracer,
    private readonly span: Span,
  ) {
    const context = span.spanContext();
    this.traceId = context.traceId;
    this.spanId = context.spanId;
  }

  child(name: string): LiveSpan {
    return new RecordedSpan(this.tracer, this.tracer.startSpan(name, {}, trace.setSpan(ROOT_CONTEXT, this.span)));
  }

  fail(error: unknown): void {
    this.span.recordException(error instanceof Error ? error : String(error));
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }

  answered(method: string, route: string | undefined, status: number): void {
    this.span.updateName(route === undefined ? method : `${method} ${route}`);
    this.span.setAttributes({ 'http.request.method': method, 'http.response.status_code': status });
    if (route !== undefined) this.span.setAttribute('http.route', route);
    if (status >= 500) this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.span.end();
  }

  end(): void {
    this.span.end();
  }
}
