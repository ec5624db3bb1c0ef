import { AsyncLocalStorage } from 'node:async_hooks';
import type { Priority } from '#platform/routes';
import { noteLoopWork } from './loop-work.js';
import type { LiveSpan } from './traces/tracing.js';

/** What identifies a request in logs and traces. */
export interface RequestScope {
  readonly requestId: string;
  /** 32 hexadecimal digits; undefined when the request is not traced. */
  readonly traceId: string | undefined;
  /** 16 hexadecimal digits: the current span. */
  readonly spanId: string | undefined;
  /** The current span, when this process records it. */
  readonly span: LiveSpan | undefined;
  /** Set by the pipeline once the tenant is known. */
  tenantId: string | undefined;
  /** Who makes the request, once its access was checked: audit lines name the kind and the id. */
  actor?: { readonly kind: 'operator' | 'member' | 'key'; readonly id: string; readonly userId?: string } | undefined;
  /** Aborted once nobody waits for the answer: it was sent, such as at the limit of time, or its client has left. */
  gone?: () => AbortSignal;
  /** How much it matters, once that is known; left out, it is not a request of a client. */
  priority?: Priority | undefined;
  /** Its place among the requests that are worked on, to be left where it waits elsewhere. */
  place?: { leave(): void } | undefined;
  /** When the last commit was made that its reads must see, at the latest, on the monotonic clock; left out, they are the primary's. */
  reads?: { after: number } | undefined;
  /** The designed refusal for want of a server or of space, 503 or 507, with its code and what caused it. */
  unavailable?: { readonly code: string; readonly reason: string | undefined };
}

const storage = new AsyncLocalStorage<RequestScope>();

/** Runs `work` and all that it awaits as part of a request: its log lines carry the ids. */
export function inRequest<T>(scope: RequestScope, work: () => T): T {
  noteLoopWork(scope.tenantId ?? '', performance.now());
  return storage.run(scope, work);
}

/** Called where the current request goes on after a wait, so that what it then does is known as its work. */
export function continueRequest(): void {
  noteLoopWork(requestInForce()?.tenantId ?? '', performance.now());
}

/** The current request, if any. */
export function requestInForce(): RequestScope | undefined {
  return storage.getStore();
}

/** The W3C `traceparent` of the current request, to continue its trace elsewhere; null when it is not traced. */
export function traceparentInForce(): string | null {
  const { traceId, spanId, span } = requestInForce() ?? {};
  return traceId && spanId ? `00-${traceId}-${spanId}-${span ? '01' : '00'}` : null;
}
