/** A span that this process records. */
export interface LiveSpan {
  readonly traceId: string;
  readonly spanId: string;
  child(name: string): LiveSpan;
  /** Marks it as failed. */
  fail(error: unknown): void;
  end(): void;
}

/** The span of a request that this process answers. */
export interface ServerSpan extends LiveSpan {
  /** Names it by method and route template, then ends it; a status of 500 or more marks it as failed. */
  answered(method: string, route: string | undefined, status: number): void;
}
