import { normaliseText } from '#platform/text-normalisation';

/** As in the migration that makes the words of students. */
const separators = /[\p{Cc} -\u002f:-@[-`{-\u00bf\u2000-\u206f\u3000-\u303f]+/u;

/** Eight tell students apart; each further one would take as long as the first. */
const MOST_WORDS = 8;

/** The first words that somebody looks for, each once, in lower case and without accents. */
export function searchWords(search: string): string[] {
  return [...new Set(normaliseText(search).split(separators))].filter((word) => word !== '').slice(0, MOST_WORDS);
}
