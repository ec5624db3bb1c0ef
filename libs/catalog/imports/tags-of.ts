/** The most tags an app has. */
const most = 20;

/**
 * Tags from an author's keywords: lower-case, `-` for spaces, no doubles, 50 characters and 20
 * tags at most. A keyword that is longer or has invisible characters is left out, since cutting
 * would make another word of it.
 */
export function tagsOf(keywords: readonly string[]): string[] {
  const tags = keywords
    .map((keyword) => keyword.normalize('NFC').trim().toLowerCase().replace(/\s+/g, '-'))
    .filter((tag) => /^[^\p{C}\p{Z}]{1,50}$/u.test(tag));
  return [...new Set(tags)].slice(0, most);
}
