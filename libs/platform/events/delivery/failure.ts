import { Problem } from '#platform/problems';

/** Why a subscriber failed, as operators are shown it. */
export interface Failure {
  /** A problem's code, a SQLSTATE, or the error's name. */
  code: string;
  /** At most 300 characters; empty where it would quote a value. */
  message: string;
}

/** PostgreSQL's data exceptions put the value that they refuse into their message. */
const QUOTES_A_VALUE = /^22\w{3}$/;

/** What may be kept of an error: no value of a row, and nothing of the stack. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'unknown', message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const [line = ''] = error.message.split('\n');
  return { code: storable(code, 100), message: QUOTES_A_VALUE.test(code) ? '' : storable(line, 300) };
}

/** PostgreSQL takes no NUL and no half of a surrogate pair, which a cut may leave behind. */
function storable(text: string, most: number): string {
  return text.replaceAll('\0', '').slice(0, most).toWellFormed();
}

/** Whether nobody could have handled anything: no try is counted. */
export function isAway(error: unknown): boolean {
  return error instanceof Problem && error.code === 'database_unavailable';
}
