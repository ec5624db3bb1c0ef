/** Letters that Unicode does not decompose, but that readers look up by their plain ones. */
const ligatures: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

/** A text as readers compare it: lower case, without accents or ligatures, `Œuvre` as `oeuvre`. */
export function normaliseText(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[œæßøłđ]/g, (letter) => ligatures[letter] ?? letter);
}

/**
 * What names are sorted by, so that « Œuvres » stands with "oeuvres" and « École » with "ecole". Made
 * here and not by a collation, because not every server has the same ones. At most 150 characters
 * of UTF-16, which an index entry and a cursor hold, whatever the folding made of the name.
 */
export function sortKey(name: string): string {
  return normaliseText(name).slice(0, 150).toWellFormed();
}
