/** Why a subscriber failed, as shown to operators. */
export interface Failure {
  /** A problem's code, a SQLSTATE, or the error's name. */
  code: string;
  /** At most 300 characters; empty where it would quote a value. */
  message: string;
}

/** The data exceptions of PostgreSQL quote the refused value in their message. */
const QUOTES_A_VALUE = /^22\w{3}$/;

/** The part of an error that may be stored: no value of a row, and no stack. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'unknown', message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const [line = ''] = error.message.split('\n');
  return { code: storable(code, 100), message: QUOTES_A_VALUE.test(code) ? '' : storable(line, 300) };
}

/** PostgreSQL refuses NUL and half a surrogate pair, which the cut may leave. */
function storable(text: string, most: number): string {
  return text.replaceAll('\0', '').slice(0, most).toWellFormed();
}
