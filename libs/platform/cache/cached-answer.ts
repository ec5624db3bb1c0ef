/** A whole answer, ready to be sent: no serialisation, no query. */
export interface CachedAnswer {
  /**
   * The body in its content encoding: bytes, or where it is small a character a byte (latin1). Its
   * `length` is in bytes either way.
   */
  readonly body: Buffer | string;
  /** Strong, different for each content encoding (RFC 9110 §8.8.3.3). */
  readonly etag: string;
  readonly contentType: string;
  readonly encoding: ContentEncoding | undefined;
  /** What 200 and 304 carry alike, as name, value, name, value. */
  readonly headers: readonly string[];
}

export type ContentEncoding = 'br' | 'gzip';
