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

type Take = (failure: Failure) => void;

const takers = new Set<Take>();

/** Tells those who want to know of failures; the caller logs it besides. */
export function reportFailure(failure: Failure): void {
  for (const take of takers) take(failure);
}

/** @param take is called for each failure; it never throws, and takes no time @returns what ends that */
export function onFailure(take: Take): () => void {
  takers.add(take);
  return () => takers.delete(take);
}
