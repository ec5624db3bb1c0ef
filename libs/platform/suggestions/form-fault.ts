import type { LocalText } from '#platform/problems';

/** The form of a text in words, for those who send one in another. */
export interface FormWords {
  /** Of the fault, as in `invalid_slug`. */
  readonly code: string;
  /** `{example}` in it is replaced by a text that has the form. */
  readonly detail: LocalText;
  /** A text that has the form. */
  readonly example?: string;
  /** What the sender probably meant by a text of another form; it is not shown where it lacks the form too. Never for secrets. */
  readonly corrected?: (text: string) => string;
}

/**
 * What is wrong with a text, or with the first wrong one of several, that lacks a form: in words, and with a text that has
 * it, which is the given one, corrected, or else the example.
 */
export function formFault(words: FormWords, form: RegExp, given: unknown): { code: string; detail: LocalText } {
  const texts: string[] = [given].flat().filter((value) => typeof value === 'string');
  const wrong = texts.find((text) => !form.test(text));
  const corrected = wrong === undefined ? undefined : words.corrected?.(wrong);
  const example = corrected !== undefined && form.test(corrected) ? corrected : (words.example ?? '');
  const inWords = (text: string) => text.replace('{example}', () => example);
  return { code: words.code, detail: { en: inWords(words.detail.en), fr: inWords(words.detail.fr) } };
}
