import { getSystemErrorMap } from 'node:util';
import { Problem, problemCatalogue } from '#platform/problems';
import { framesOf, type StackFrame } from './stack-frames.js';

/** An error as Sentry takes it. */
export interface SentryException {
  readonly type: string;
  readonly value: string;
  readonly mechanism?: { readonly type: string; readonly handled: boolean };
  readonly stacktrace?: { readonly frames: readonly StackFrame[] };
}

/** Of an error with its causes and those that it gathers. */
const MOST_EXCEPTIONS = 8;

const IN_LOG = 'The message is in the log.';
/** Of a cause, which the log of a job or a problem may leave out. */
const NOT_SENT = 'The message is not sent.';

/** The names of errors of the system and of Node's resolver of names. */
const systemCodes = new Set([
  ...[...getSystemErrorMap().values()].map(([name]) => name),
  ...['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'ETIMEOUT'],
]);
/** The codes of Node, Fastify, undici and the parser of HTTP/1. */
const libraryCode = /^(ERR|FST_ERR|UND_ERR|HPE)_[A-Z0-9_]+$/;

/** The error, what caused it, and what it gathers, as Sentry wants them: the error itself last. */
export function exceptionsOf(error: unknown): SentryException[] {
  const found = new Set<unknown>([error]);
  for (const one of found) {
    if (!(one instanceof Error)) continue;
    const { errors, cause } = one as { errors?: unknown; cause?: unknown };
    for (const inner of [cause, ...(Array.isArray(errors) ? errors : [])])
      if (inner !== undefined && found.size < MOST_EXCEPTIONS) found.add(inner);
  }
  return [...found].map((one) => exceptionOf(one, one === error ? IN_LOG : NOT_SENT)).reverse();
}

/**
 * The code of an error, where no data is in it: that of a problem in the catalogue, of the system, of Node and the libraries
 * for HTTP, or a SQLSTATE. Another text may be somebody's.
 */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return undefined;
  if (error instanceof Problem) return titleOf(code) && code;
  if (systemCodes.has(code) || libraryCode.test(code)) return code;
  return isSqlState(error, code) ? `SQLSTATE ${code}` : undefined;
}

function isSqlState(error: unknown, code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && typeName(error) === 'DatabaseError';
}

/**
 * Never the message of an error, since anybody may have written it: PostgreSQL quotes the values of a row, a parser the text
 * that it read, a client the URL with its query, and many an `Error` of this code an id or an address. Nothing tells these from
 * harmless ones, so that only what stands in the source is sent: the name of the class, which tells more than `name`, a
 * property that anything may set; the title of a catalogued problem, in which nothing is filled in; codes; the places of the
 * calls. The log has the message of the error that was caught or answered. The name of a class that was made with a computed
 * key is sent, too, and so is a computed code of the form of Node's, although they stand in no source.
 */
function exceptionOf(error: unknown, instead: string): SentryException {
  const code = codeOf(error);
  const value = (error instanceof Problem && titleOf(error.code)) || (code ?? instead);
  const frames = error instanceof Error ? framesOf(error) : [];
  return { type: typeName(error), value, ...(frames.length > 0 && { stacktrace: { frames } }) };
}

function titleOf(code: string): string | undefined {
  return problemCatalogue().find((known) => known.code === code)?.title.en;
}

/** Of the class of an error; of what else was thrown, its type. */
function typeName(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${error === null ? 'null' : typeof error}`;
  const { name } = Object.getPrototypeOf(error).constructor;
  return typeof name === 'string' && /^[A-Za-z_$][\w$]{0,79}$/.test(name) ? name : 'Error';
}
