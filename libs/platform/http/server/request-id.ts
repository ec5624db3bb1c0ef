import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { redactText } from '#platform/telemetry';

/** Letters, digits and `-_.:+/=@`, at most 128: safe to echo in a header and to search for. */
const acceptable = /^[\w.:+/=@-]{1,128}$/;
/** Redaction costs ten times this look, and without spaces nothing else of what it hides can stand in an id. */
const suspect = /palier_|:\/\//;

/** Random per process; a counter after it costs a tenth of a UUID. */
const thisProcess = randomBytes(9).toString('base64url');
let made = 0;

/** The caller's `X-Request-Id` where it is safe to repeat and holds no key or password, else a new one. */
export function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && acceptable.test(given) && !holdsSecret(given)) return given;
  made += 1;
  return `${thisProcess}-${made.toString(36)}`;
}

function holdsSecret(given: string): boolean {
  return suspect.test(given) && redactText(given) !== given;
}
