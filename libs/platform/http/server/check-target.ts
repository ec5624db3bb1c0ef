import type { IncomingMessage } from 'node:http';
import { httpProblems } from '../http.errors.js';

/** Characters of a request target (RFC 9112 §3.2) that are accepted. */
export const maxUrlLength = 8192;
/** Characters of one path parameter, decoded. */
export const maxParameterLength = 512;

/** A character that RFC 3986 requires to be percent-encoded: outside ASCII, a control character, a space, a quote or a `#`. */
const unencoded = /[^!$-;=?-~]/;

/**
 * Checks the target and the Host header of a request, before any route reads them.
 *
 * @throws Problem `url_too_long` (414), `invalid_url` (400), `missing_host` (400), `repeated_host` (400)
 */
export function assertTarget(request: IncomingMessage): void {
  const target = request.url ?? '';
  if (target.length > maxUrlLength) {
    throw httpProblems.url_too_long({ limit: maxUrlLength, segment: maxParameterLength });
  }
  if (unencoded.test(target) || (target.includes('%') && !decodes(target))) throw httpProblems.invalid_url();
  // Node's own check answers an empty 400, so it is turned off and made here.
  const hosts = hostsIn(request);
  if (hosts === 0 && request.httpVersion === '1.1') throw httpProblems.missing_host();
  if (hosts > 1) throw httpProblems.repeated_host();
}

/** How many Host headers a request has: Node tells of the first alone. On the path of every cached answer. */
export function hostsIn({ rawHeaders }: IncomingMessage): number {
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts;
}

/** Removes the scheme and host of an absolute-form target (RFC 9112 §3.2.2), so that it has the same cache key. */
export function toOriginForm(request: IncomingMessage): void {
  const { url = '/' } = request;
  if (url.startsWith('/')) return;
  const path = /^https?:\/\/[^/?#]*(.*)$/i.exec(url)?.[1];
  if (path !== undefined) request.url = path.startsWith('/') ? path : `/${path}`;
}

/** Percent-encoded UTF-8 without U+0000, which PostgreSQL's text cannot hold. */
function decodes(target: string): boolean {
  try {
    return !decodeURIComponent(target).includes('\u0000');
  } catch {
    return false;
  }
}
