/** An error of Node's HTTP parser. */
export interface ParserError extends Error {
  code?: string;
  /** The last bytes received, a Buffer; absent on timeouts. */
  rawPacket?: unknown;
  /** The offset in those bytes at which the parser stopped. */
  bytesParsed?: number;
}

/** What the last bytes received tell of a request that Node's parser refused. They may begin anywhere in it. */
export interface RefusedRequest {
  /** The first line of the request, where it begins in those bytes. */
  readonly line: { readonly method: string; readonly target: string; readonly complete: boolean } | undefined;
  /** Whether the parser stopped in the request target. */
  readonly inTarget: boolean;
  readonly acceptLanguage: string | undefined;
}

/** The first lines of requests; no header line has this form, since a colon ends its first word. */
const requestLines = /^([!#$%&'*+.^`|~\w-]+) (\S+)( HTTP\/1\.[01]\r?)?$/gm;

/** Reads what is known of a request that Node's parser refused. */
export function refusedRequest({ rawPacket, bytesParsed: stopped = 0 }: ParserError): RefusedRequest {
  const received = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  const lineEnd = received.indexOf('\n', stopped);
  const untilThere = lineEnd === -1 ? received : received.slice(0, lineEnd);
  const found = [...untilThere.matchAll(requestLines)].at(-1);
  const [, method = '', target = '', version] = found ?? [];
  const targetEnd = found ? found.index + method.length + 1 + target.length : -1;
  return {
    line: found && { method, target, complete: version !== undefined },
    // A target that began in earlier bytes is known by what follows it.
    inTarget: targetEnd >= stopped || received.startsWith(' HTTP/1.', stopped),
    acceptLanguage: /\r\naccept-language: *([^\r\n]{1,256})/i.exec(received)?.[1],
  };
}
