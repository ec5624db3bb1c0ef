/** A request to another host. */
export interface OutboundRequest {
  /**
   * By http or https, on port 80, 443, or one above 1023. A user name and a password in it are not sent, since a redirect
   * or a log would carry them on: give an `Authorization` header instead.
   */
  readonly url: string;
  /** `GET` by default. */
  readonly method?: 'GET' | 'POST';
  /** `Host` is always that of the URL. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Networks (CIDR) that it may reach besides public addresses, as the operator allows the tenant. */
  readonly networks?: readonly string[];
  /** Whether http, which anybody on the way can read, reaches addresses in `networks` alone. https is as ever. */
  readonly httpInNetworksOnly?: boolean;
  /** For the whole exchange with its redirects, milliseconds. */
  readonly timeoutMs: number;
  /** Of the body: as received, and after decompression. */
  readonly mostBytes: number;
  /**
   * The head of the answer decides alone: once it came, nothing fails the request. Of the body, the first `mostBytes` are
   * read, as far as they come within a second and in time; nothing of one that is compressed, which is not asked for.
   */
  readonly beginningOnly?: boolean;
  /** How many redirects are followed, 0 to 10; 5 by default. With 0 a redirect is the answer. */
  readonly mostRedirects?: number;
  /**
   * Awaited before each request of the exchange is sent, the first, those of redirects and those that are sent again; it
   * counts in `timeoutMs`. What it throws ends the exchange.
   */
  readonly beforeEach?: ((url: URL) => Promise<void>) | undefined;
  readonly signal?: AbortSignal;
}

/** A redirect that was followed. */
export interface OutboundRedirect {
  readonly status: number;
  readonly from: string;
  readonly to: string;
}

/** What another host answered, with any status. */
export interface OutboundAnswer {
  readonly status: number;
  /** Names in lower case; of repeated ones the values joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /** Which address answered, after redirects, without fragment. */
  readonly url: string;
  readonly redirects: readonly OutboundRedirect[];
  /** Decompressed; its beginning where no more was wished. */
  readonly body: Buffer;
}

/**
 * The seconds of a Retry-After header (RFC 9110 §10.2.3), which is a number or a date; 0 where there is none.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number {
  if (!header) return 0;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : 0;
}
