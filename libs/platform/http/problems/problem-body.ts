import type { FieldError, Locale, Problem } from '#platform/problems';

/** The request that a problem answers. */
export interface Occurrence {
  requestId: string;
  /** The request's path, without its query, which may hold secrets. */
  instance?: string;
}

/** The members of an RFC 9457 problem, in one language. */
export function problemBody(problem: Problem, locale: Locale, occurrence: Occurrence) {
  const { errors, extensions } = problem.options;
  return {
    type: `/docs/errors#${problem.code}`,
    title: problem.title[locale],
    status: problem.status,
    detail: problem.detail[locale],
    ...(occurrence.instance !== undefined && { instance: occurrence.instance }),
    code: problem.code,
    requestId: occurrence.requestId,
    ...(errors && { errors: errors.slice(0, maxErrors).map((error) => fieldError(error, locale)) }),
    ...extensions,
  };
}

/** Characters of an instance, at most. */
const maxInstanceLength = 512;
/** What a cut may leave of a character that is percent-encoded: at the end of a text, its bytes and the beginning of the next. */
const cutCharacter = /(%[c-f][0-9a-f](%[89ab][0-9a-f])*)?(%[0-9a-f]?)?$/i;

/** The `instance` of a request with this target: its path, cut between two characters where it is long. */
export function instanceOf(target: string): string {
  const [path = ''] = target.split('?', 1);
  return path.length <= maxInstanceLength ? path : path.slice(0, maxInstanceLength).replace(cutCharacter, '');
}

/** Faults of one problem, at most: the client decides how many a request has. */
export const maxErrors = 50;

function fieldError(error: FieldError, locale: Locale) {
  return { pointer: error.pointer, in: error.in, code: error.code, detail: error.detail[locale] };
}
