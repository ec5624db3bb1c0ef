import type { FormWords } from '#platform/suggestions';

/**
 * A text as it stands on one line, with single spaces between its words and none around them. Invisible characters, such as the
 * soft hyphens of a text processor, are in the middle of words.
 */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Z}\p{C}]+/gu, ' ')
    .trim();
}

/** Names, numbers and codes are written as rosters are read: otherwise a roster would find another one, or none. */
export const lineForm = /^[^\p{Z}\p{C}]+( [^\p{Z}\p{C}]+)*$/u;
export const lineWords: FormWords = {
  code: 'bad_format',
  detail: {
    en: 'must be on one line, with single spaces between words and none around them, as in {example}',
    fr: 'doit tenir sur une ligne, avec une seule espace entre les mots et aucune autour, comme {example}',
  },
  example: 'Chloé Martin',
  corrected: oneLine,
};
