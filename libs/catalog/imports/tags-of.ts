/** Tags of an app, at most. */
const most = 20;

/**
 * Tags from an author's keywords: lower-case, `-` for spaces, no duplicates, at most 20 tags of 50
 * characters. A keyword that is longer or has invisible characters is skipped, because cutting it
 * would make another word.
 */
export function tagsOf(keywords: readonly string[]): string[] {
  const tags = keywords
    .map((keyword) => keyword.normalize('NFC').trim().toLowerCase().replace(/\s+/g, '-'))
    .filter((tag) => /^[^\p{C}\p{Z}]{1,50}$/u.test(tag));
  return [...new Set(tags)].slice(0, most);
}
