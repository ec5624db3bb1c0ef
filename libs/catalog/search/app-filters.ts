/** By what the apps of a store are selected. */
export interface AppFilters {
  readonly search?: string | undefined;
  readonly tag?: string | undefined;
  readonly anyTag?: string | undefined;
  readonly licence?: string | undefined;
  readonly author?: string | undefined;
}

/** The tags of a list that is separated by commas. */
export const tagsIn = (list: string | undefined): string[] => (list ?? '').split(',').filter((tag) => tag.length > 0);

/** The tsquery of the filters by which the index of the search finds apps; null where none is set. */
export function filterQuery({ tag, anyTag, licence, author }: AppFilters): string | null {
  const tagged = (list: string | undefined) => tagsIn(list).map((each) => lexeme('tag', each));
  const any = tagged(anyTag);
  const filters = [
    ...tagged(tag),
    ...(any.length > 0 ? [`(${any.join(' | ')})`] : []),
    ...(licence === undefined ? [] : [lexeme('licence', licence)]),
    ...(author === undefined ? [] : [lexeme('author', author)]),
  ];
  return filters.length > 0 ? filters.join(' & ') : null;
}

/** Quoted as a tsquery needs it: a quote and a backslash are doubled. */
const lexeme = (kind: string, value: string) => `'#${kind}:${value.replace(/['\\]/g, '$&$&')}'`;
