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

/** Invisible characters, but for the joiners of emoji and of letters that are no Latin ones: they change how these are shown. */
const uselessFormat =
  /(?!(?<=[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])(?<!\p{sc=Latin})[\u200c\u200d](?=[\p{L}\p{Extended_Pictographic}]))\p{Cf}/gu;

/** The text on one line, with visible characters only, cut to `limit` code points with an ellipsis as the last. */
export function oneLine(text: string, limit: number): string {
  const characters = Array.from(
    text
      .replace(uselessFormat, '')
      .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\s]+/gu, ' ')
      .trim(),
  );
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}

/** Tags of an app, at most. */
const mostTags = 20;

/**
 * Tags from an author's keywords: lower-case, `-` for spaces and commas, no duplicates, at most 20 tags of 50
 * characters. A keyword that is longer or has invisible characters is skipped, because cutting it
 * would make another word.
 */
export function tagsOf(keywords: readonly string[]): string[] {
  const tags = keywords
    .map((keyword) =>
      keyword
        .normalize('NFC')
        .trim()
        .toLowerCase()
        .replace(/[\s,]+/g, '-'),
    )
    .filter((tag) => /^[^\p{C}\p{Z}]{1,50}$/u.test(tag));
  return [...new Set(tags)].slice(0, mostTags);
}
