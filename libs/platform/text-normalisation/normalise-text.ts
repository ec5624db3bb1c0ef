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
const unread =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is removed by itself.
  /[\u00ad\u02b9-\u02bf\u0300-\u036f\u0591-\u05c7\u0600-\u0605\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u070f\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3099\u309a\ufe00-\ufe0f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** A text as readers compare it: lower case, without accents or ligatures, `Œuvre` as `oeuvre`. */
export function normaliseText(text: string): string {
  const plain = text.normalize('NFKD').replace(unread, '').toLowerCase();
  return plain.replace(/[œæßøłđıþðħς]/g, (letter) => ligatures[letter] ?? letter).replace(/[\s\u0085]+/g, ' ');
}

/**
 * The sort key of a name, which sorts « Œuvres » with "oeuvres" and « École » with "ecole". Computed
 * here and not by a collation, because collations differ between servers. At most 150 UTF-16 code
 * units, so that it fits an index entry and a cursor even where normalising lengthens the name.
 */
export function sortKey(name: string): string {
  return normaliseText(name).slice(0, 150).toWellFormed();
}

/**
 * Whether a text is shown as it is written, on one line: it has no line breaks, no other control characters and no
 * bidirectional marks, which change the order in which a reader sees the text around it.
 */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text);
}
