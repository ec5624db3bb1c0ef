import { bad } from './bad-package.js';

/**
 * The text of a file.
 *
 * @param cut whether the bytes may end inside a character, which is then dropped
 * @throws BadPackage when the bytes are not UTF-8 or hold U+0000, which PostgreSQL cannot store
 */
export function decodeText(bytes: Uint8Array, file: string, cut = false): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    throw bad.notUtf8(file);
  }
  return storable(text, file);
}

/** @throws BadPackage when PostgreSQL could not store the text as it is */
export function storable(text: string, what: string): string {
  if (text.includes('\0')) throw bad.zero(what);
  if (!text.isWellFormed()) throw bad.halfPair(what);
  return text;
}

/** The text on one line, with visible characters only, cut to `limit` code points with an ellipsis as the last. */
export function oneLine(text: string, limit: number): string {
  const characters = Array.from(text.replace(/[\p{C}\s]+/gu, ' ').trim());
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}
