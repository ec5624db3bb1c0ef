import type { OnModuleDestroy } from '@nestjs/common';
import type { FinishedRequest } from './finished-request.js';
import type { RequestLog } from './logs/request-log.js';
import type { RequestMetrics } from './metrics/request-metrics.js';
import { Refusals } from './refusals.js';
import type { RequestScope } from './request-scope.js';
import { parseTraceparent } from './traces/traceparent.js';
import type { ServerSpan, Tracing } from './traces/tracing.js';

/** A request between `start` and `finish`. */
export interface StartedRequest extends RequestScope {
  readonly span: ServerSpan | undefined;
}

/** Writes one log line, one observation and, if `OTEL_EXPORTER_OTLP_ENDPOINT` is set, one span for each request. */
export class RequestTelemetry implements OnModuleDestroy {
  private readonly refusals: Refusals;

  constructor(
    private readonly log: RequestLog,
    private readonly metrics: RequestMetrics,
    private readonly tracing: Tracing | null,
  ) {
    this.refusals = new Refusals(log);
  }

  onModuleDestroy(): void {
    this.refusals.end();
  }

  /**
   * @param requestId the id of the request in the log and in the response
   * @param traceparent the header as received; a malformed one counts as absent
   */
  start(requestId: string, traceparent: unknown): StartedRequest {
    const parent = traceparent === undefined ? undefined : parseTraceparent(traceparent);
    const span = this.tracing?.serverSpan(parent);
    return {
      requestId,
      traceId: span?.traceId ?? parent?.traceId,
      spanId: span?.spanId ?? parent?.spanId,
      span,
      tenantId: undefined,
      actor: undefined,
      priority: undefined,
      place: undefined,
      reads: undefined,
    };
  }

  /** Call it once, when the response was sent or the connection was lost. */
  finish(request: StartedRequest, finished: FinishedRequest): void {
    this.log.finished(request, finished);
    this.metrics.finished(finished);
    request.span?.answered(finished.method, finished.route, finished.status);
  }

  /**
   * As `finish`, of a request that was refused before access was checked. Many of them share a line.
   *
   * @param reason the code of the problem that was answered
   */
  refused(request: StartedRequest, finished: FinishedRequest, reason: string): void {
    this.refusals.add(request, finished, reason);
    this.metrics.finished(finished);
    request.span?.answered(finished.method, finished.route, finished.status);
  }
}
