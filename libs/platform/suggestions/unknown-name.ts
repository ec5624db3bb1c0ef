import type { LocalText } from '#platform/problems';
import { nearestName } from './nearest-name.js';

/** Names that a text lists, at most. */
const most = 12;

/** Names that other APIs use, in lower case, with those that ours may have for the same. */
const elsewhere = new Map([
  ['q', ['search']],
  ['query', ['search', 'q']],
  ['search', ['q']],
  ['order', ['sort']],
  ['orderby', ['sort']],
  ['sortby', ['sort']],
  ['size', ['pageSize']],
  ['perpage', ['pageSize']],
  ['per_page', ['pageSize']],
  ['count', ['limit']],
  ['offset', ['cursor']],
  ['after', ['cursor', 'since']],
]);

const kinds = {
  field: { en: 'is not a known field', fr: 'n’est pas un champ connu' },
  parameter: { en: 'is not a known parameter', fr: 'n’est pas un paramètre connu' },
};

/**
 * What a refusal says of a name that is none of the `known` ones: which of them is probably meant, and all of them where
 * they are twelve at most. The name itself, which may be long, is not repeated.
 */
export function unknownName(kind: keyof typeof kinds, name: string, known: readonly string[]): LocalText {
  const other = elsewhere.get(name.toLowerCase())?.find((each) => known.includes(each));
  const meant = nearestName(name, known) ?? other;
  const asked = didYouMean(kinds[kind], meant);
  const end = meant === undefined ? '.' : '';
  if (known.length === 0)
    return { en: `${asked.en}. This operation takes none.`, fr: `${asked.fr}. Cette opération n’en prend aucun.` };
  if (known.length > most) return asked;
  const names = known.join(', ');
  return { en: `${asked.en}${end} Accepted: ${names}.`, fr: `${asked.fr}${end} Acceptés : ${names}.` };
}

/** The text, with the question whether this name was meant, where there is one. */
export function didYouMean({ en, fr }: LocalText, name: string | undefined): LocalText {
  if (name === undefined) return { en, fr };
  return { en: `${en}. Did you mean ${name}?`, fr: `${fr}. Vouliez-vous dire ${name} ?` };
}
