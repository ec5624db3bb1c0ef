/** A failure that somebody has to mend: an answer 500, a job after its last try, the end of a process. */
export interface Failure {
  readonly error: unknown;
  /** `fatal` where it ends the process. */
  readonly level: 'error' | 'fatal';
  /** The method and the template of the route, as in `GET /v1/stores/:tenant/apps`. */
  readonly route?: string | undefined;
  /** Of the problem that was answered, where it is not that of the error. */
  readonly code?: string | undefined;
  readonly job?: { readonly queue: string; readonly id: string; readonly tries: number };
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
}

type Listener = (failure: Failure) => void;

const listeners = new Set<Listener>();

/** Tells who listens of a failure; the caller logs it besides. */
export function reportFailure(failure: Failure): void {
  for (const listener of listeners) listener(failure);
}

/** @param listener is called for each failure, before the answer that tells of it: it may not throw or wait @returns what ends that */
export function onFailure(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
