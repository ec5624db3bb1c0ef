/** Letters that Unicode does not decompose, with the plain letters by which readers search for them. */
const ligatures: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  þ: 'th',
  ð: 'd',
  ħ: 'h',
  ς: 'σ',
};
/** As in searchable.sql: letters that only look like quotes, accents, points, and characters that are not visible. */
const invisible =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is removed by itself.
  /[\p{Cf}\u02b9-\u02bf\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u180b-\u180f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\u{e0000}-\u{e0fff}]/gu;

/** A text as readers compare it: lower case, without accents or ligatures, `Œuvre` as `oeuvre`. */
export function normaliseText(text: string): string {
  const plain = text.normalize('NFKD').replace(invisible, '').toLowerCase();
  return plain.replace(/[œæßøłđıþðħς]/g, (letter) => ligatures[letter] ?? letter).replace(/[\s\u0085]+/g, ' ');
}

/**
 * The sort key of a name, which sorts « Œuvres » with "oeuvres" and « École » with "ecole". Computed
 * here and not by a collation, because collations differ between servers. At most 150 code
 * points, so that it fits an index entry and a cursor even where normalising lengthens the name.
 */
export function sortKey(name: string): string {
  return Array.from(normaliseText(name).toWellFormed()).slice(0, 150).join('');
}

/**
 * Whether a text is shown as it is written, on one line: it has no line breaks, no other control characters and no
 * bidirectional marks, which change the order in which a reader sees the text around it.
 */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text);
}
