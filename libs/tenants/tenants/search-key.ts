import { normaliseText } from '#platform/text-normalisation';

/** What is searched. A line each, so that no search matches the end of a name and the beginning of a slug. */
export function searchKey(name: string, slug: string): string {
  return `${normaliseText(name)}\n${slug}`;
}

/** A LIKE pattern for whatever contains this text; `%`, `_` and `\` stand for themselves. */
export function containing(text: string): string {
  return `%${normaliseText(text.trim()).replace(/[\\%_]/g, '\\$&')}%`;
}
