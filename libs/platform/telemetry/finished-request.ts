/** A request whose response was sent. */
export interface FinishedRequest {
  method: string;
  /** The route's template, such as `/v1/stores/:tenant/apps`; undefined when no route matched. */
  route: string | undefined;
  /** The product of the request's tenant, `platform` for operators; undefined when the tenant is not known. */
  product: string | undefined;
  /** The path or URL of the request; the query string is not logged. */
  url: string;
  status: number;
  /** Whether the connection was lost before the whole response was sent; the status is 499 where nothing was. */
  aborted?: boolean;
  /** From the first hook to the last byte handed to the system, in milliseconds. */
  ms: number;
  /** The result of the cache lookup; undefined for routes that are not cached. */
  cache: 'hit' | 'shared' | 'stale' | 'miss' | undefined;
  /** The bytes of the body as sent; undefined when not known beforehand. */
  bytes: number | undefined;
}
