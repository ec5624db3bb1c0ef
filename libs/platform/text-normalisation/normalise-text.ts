/** Letters that Unicode does not decompose, with the plain letters by which readers search for them. */
const ligatures: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

/** A text as readers compare it: lower case, without accents or ligatures, `Œuvre` as `oeuvre`. */
export function normaliseText(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[œæßøłđ]/g, (letter) => ligatures[letter] ?? letter);
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
