/** What the pipeline knows of a request when its answer is sent. */
export interface FinishedRequest {
  method: string;
  /** The route's template, as in `/v1/stores/:tenant/apps`; undefined where no route matched. */
  route: string | undefined;
  /** The path or URL asked for; a query string is dropped. */
  url: string;
  status: number;
  /** From the first hook to the last byte handed to the system, in milliseconds. */
  ms: number;
  /** What the cache did; undefined on routes that are not cached. */
  cache: 'hit' | 'shared' | 'stale' | 'miss' | undefined;
  /** Of the body as sent; undefined when it is not known beforehand. */
  bytes: number | undefined;
}
