import { normaliseText } from '#platform/text-normalisation';

/** By what the apps of a store are selected. */
export interface AppFilters {
  readonly search?: string | undefined;
  readonly tag?: string | undefined;
  readonly anyTag?: string | undefined;
  readonly licence?: string | undefined;
  readonly author?: string | undefined;
}

/** A selection as the functions of the database take it. */
export interface AppMatch {
  /** Words that an app has all of, the last one by its beginning, as the text of a tsquery; null where none are asked for. */
  readonly words: string | null;
  /** The words as a text, with which those of a name are compared; null where no words are asked for. */
  readonly typed: string | null;
  /** The tsquery of the filters; null where none is set. */
  readonly filter: string | null;
}

/** Words that are looked for, at most; others are ignored. */
const mostWords = 10;

/** The tags of a list that is separated by commas. */
export const tagsIn = (list: string | undefined): string[] => (list ?? '').split(',').filter((tag) => tag.length > 0);

/** Undefined where nothing can match: a text without a letter or digit. */
export function appMatch({ search, tag, anyTag, licence, author }: AppFilters): AppMatch | undefined {
  const tagged = (list: string | undefined) => tagsIn(list).map((each) => lexeme('tag', each));
  const any = tagged(anyTag);
  const filters = [
    ...tagged(tag),
    ...(any.length > 0 ? [`(${any.join(' | ')})`] : []),
    ...(licence === undefined ? [] : [lexeme('licence', licence)]),
    ...(author === undefined ? [] : [lexeme('author', author)]),
  ];
  const filter = filters.length > 0 ? filters.join(' & ') : null;
  if (search === undefined) return { words: null, typed: null, filter };
  const words = normaliseText(search)
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, mostWords);
  if (!words) return undefined;
  return { words: `${words.join(' & ')}:*`, typed: words.join(' '), filter };
}

/** Quoted as a tsquery needs it: a quote and a backslash are doubled. */
const lexeme = (kind: string, value: string) => `'#${kind}:${value.replace(/['\\]/g, '$&$&')}'`;
