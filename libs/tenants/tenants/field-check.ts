import type { FieldError, LocalText } from '#platform/problems';
import { isOneLine } from '#platform/text-normalisation';

/** The fault of a field of the body, if it was given and is not accepted; null is always accepted. */
export function check<T>(
  field: string,
  value: T | null | undefined,
  accepts: (value: T) => boolean,
  code: string,
  detail: LocalText,
): FieldError[] {
  const fine = value === undefined || value === null || accepts(value);
  return fine ? [] : [{ pointer: `/${field}`, in: 'body', code, detail }];
}

/** Whether a text has 1 to `most` characters, counted in code points like PostgreSQL does, and no U+0000. */
export function isText(text: string, most: number): boolean {
  return text.trim() !== '' && [...text].length <= most && !text.includes('\u0000');
}

/** Whether a text is accepted by `isText`, and has no line breaks, other control characters or bidirectional marks. */
export function isLine(text: string, most: number): boolean {
  return isText(text, most) && isOneLine(text);
}
