import type { LocalText } from './locale.js';

/** One fault of a request: where it is and what is wrong with it. */
export interface FieldError {
  /** A JSON pointer (RFC 6901) into the body, or into the parameters when `in` is not `body`. */
  pointer: string;
  in: 'body' | 'query' | 'path' | 'header';
  code: string;
  detail: LocalText;
}

export interface ProblemOptions {
  errors?: readonly FieldError[];
  headers?: Readonly<Record<string, string>>;
  /** Further members of the problem body, such as `quota`, `limit` and `used`. */
  extensions?: Readonly<Record<string, string | number>>;
  cause?: unknown;
  /** What whoever runs the server should do: for the log and the command line, never for a client. */
  operators?: LocalText;
  /** Whether all of it is for whoever runs the server: a client gets `internal_error` or `service_unavailable` instead. */
  forOperators?: true;
}

/**
 * What a problem says of the one field of the body that is at fault.
 *
 * @param pointer a JSON pointer (RFC 6901)
 */
export function inBody(code: string, pointer: string, detail: LocalText): ProblemOptions {
  return { errors: [{ pointer, in: 'body', code, detail }] };
}

/**
 * An error with a stable code that a client may act on. Thrown anywhere, mapped to HTTP
 * (RFC 9457) once, by the filter of `#platform/http`; the command line prints its message.
 */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: LocalText,
    readonly detail: LocalText,
    readonly options: ProblemOptions = {},
  ) {
    super(options.operators ? `${detail.en} ${options.operators.en}` : detail.en, { cause: options.cause });
    this.name = 'Problem';
  }
}
