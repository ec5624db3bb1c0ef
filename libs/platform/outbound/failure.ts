import { errors } from 'undici';
import { Problem } from '#platform/problems';
import { outboundProblems } from './outbound.errors.js';

const closed = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** Whether the host closed the connection. */
export function isClosed(error: unknown): boolean {
  return closed.has(codeOf(error));
}

/** Whether an error ends a body before its end: the host closed the connection, or what it compressed is not whole. */
export function isCutOff(error: unknown): boolean {
  return isClosed(error) || isNotHttp(error) || codeOf(error) === 'Z_BUF_ERROR';
}

/** What an error before the body of an answer means; the error itself when it is a fault of this program. */
export function headFailure(error: unknown): unknown {
  if (isClosed(error)) return outboundProblems.host_unreachable({ reason: codeOf(error) }, { cause: error });
  if (error instanceof errors.HeadersOverflowError) {
    return malformed('its headers are too long', 'ses en-têtes sont trop longs', error);
  }
  if (isNotHttp(error)) return malformed('it is not HTTP', 'ce n’est pas du HTTP', error);
  return error;
}

/** What an error in the body of an answer means; the error itself when it is a fault of this program. */
export function bodyFailure(error: unknown): unknown {
  if (error instanceof Problem || (codeOf(error) === '' && !isNotHttp(error))) return error;
  return malformed('it is damaged or cut off', 'elle est abîmée ou coupée', error);
}

function isNotHttp(error: unknown): boolean {
  return error instanceof errors.HTTPParserError || error instanceof errors.ResponseContentLengthMismatchError;
}

function malformed(en: string, fr: string, cause: unknown): Problem {
  return outboundProblems.answer_malformed({ reason: { en, fr } }, { cause });
}

/** Empty for errors without a code. */
function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? '');
}
