import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Letters, digits and `-_.:+/=@`, at most 128: safe to log, to echo in a header and to search for. */
const acceptable = /^[\w.:+/=@-]{1,128}$/;

/** Unlike any other process's; a number after it costs a tenth of a UUID. */
const thisProcess = randomBytes(9).toString('base64url');
let made = 0;

/** The caller's `X-Request-Id` where it is safe to repeat, else a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && acceptable.test(given)) return given;
  made += 1;
  return `${thisProcess}-${made.toString(36)}`;
}
