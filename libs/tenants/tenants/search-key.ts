import { normaliseText } from '#platform/text-normalisation';

/** The searched text: name and slug on separate lines, so that no search matches across both. */
export function searchKey(name: string, slug: string): string {
  return `${normaliseText(name)}\n${slug}`;
}

/** A LIKE pattern for texts that contain this text, with `%`, `_` and `\` escaped. */
export function containing(text: string): string {
  return `%${normaliseText(text.trim()).replace(/[\\%_]/g, '\\$&')}%`;
}
