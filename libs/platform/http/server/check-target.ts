import type { IncomingMessage } from 'node:http';
import type { Problem } from '#platform/problems';
import { httpProblems } from '../http.errors.js';

/** Characters of a request target (RFC 9112 §3.2) that are accepted. */
const maxUrlLength = 8192;
/** Characters of one path parameter, decoded. */
export const maxParameterLength = 512;

/** A character that RFC 3986 requires to be percent-encoded: outside ASCII, a control character, a space, a quote or a `#`. */
const unencoded = /[^!$-;=?-~]/;

/**
 * Checks the request line and the Host header of a request, before any route reads them.
 *
 * @throws Problem `malformed_request` (400), `url_too_long` (414), `invalid_url` (400), `missing_host` (400),
 *   `repeated_host` (400)
 */
export function assertTarget(request: IncomingMessage): void {
  const target = request.url ?? '';
  if (!isHttp1(request)) throw httpProblems.malformed_request();
  if (target.length > maxUrlLength) throw urlTooLong();
  if (unencoded.test(target) || (target.includes('%') && !decodes(target))) throw httpProblems.invalid_url();
  // Node's own check answers an empty 400, so it is turned off and made here.
  const hosts = hostsIn(request);
  if (hosts === 0 && request.httpVersion === '1.1') throw httpProblems.missing_host();
  if (hosts > 1) throw httpProblems.repeated_host();
}

export function urlTooLong(): Problem {
  return httpProblems.url_too_long({ limit: maxUrlLength, segment: maxParameterLength });
}

/** Whether the request line names HTTP/1.0 or 1.1: Node's parser also takes 0.9 and 2.0. On the path of every cached answer. */
export function isHttp1({ httpVersion }: IncomingMessage): boolean {
  return httpVersion[0] === '1';
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

/** A target without the scheme and host of its absolute form (RFC 9112 §3.2.2), so that it has the same cache key. */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const path = /^https?:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  if (path === undefined) return target;
  return path.startsWith('/') ? path : `/${path}`;
}

/** Percent-encoded UTF-8 without U+0000, which PostgreSQL's text cannot hold. */
function decodes(target: string): boolean {
  try {
    return !decodeURIComponent(target).includes('\u0000');
  } catch {
    return false;
  }
}
