import { defineProblems, Problem, problem } from '#platform/problems';
import { type ArchiveReason, archiveReasons } from './archive-reasons.js';

const problems = defineProblems('catalog', {
  archive_refused: problem(422, 'Archive refused', 'Archive refusée', {
    en: 'Nothing of the archive was kept, because of {culprit}. {reason}',
    fr: 'Rien de l’archive n’a été conservé, à cause de {culprit}. {reason}',
  }),
});

/** What a refusal says further. */
export interface RefusedArchive {
  /** The name of the entry that is wrong; without it the archive itself is. */
  readonly entry?: string;
  /** The limit that was exceeded. */
  readonly limit?: number;
  readonly cause?: unknown;
}

/** The problem `archive_refused` (422), with the members `reason` and, where an entry is wrong, `entry`. */
export function archiveRefused(reason: ArchiveReason, { entry, limit = 0, cause }: RefusedArchive = {}): Problem {
  const name = entry === undefined ? undefined : shown(entry);
  const { en, fr } = archiveReasons[reason];
  const make = (culprit: string, text: string, locale: string) =>
    problems.archive_refused({ culprit, reason: text.replace('{limit}', limit.toLocaleString(locale)) });
  const english = make(name === undefined ? 'the file itself' : `the entry “${name}”`, en, 'en');
  const french = make(name === undefined ? 'l’archive elle-même' : `l’entrée « ${name} »`, fr, 'fr');
  const { code, status, title } = english;
  const extensions = { ...(name === undefined ? {} : { entry: name }), reason };
  return new Problem(code, status, title, { en: english.detail.en, fr: french.detail.fr }, { extensions, cause });
}

/** The start of a name that may be hostile, on one line and as it is written. */
function shown(name: string): string {
  return name
    .slice(0, 200)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\uFFFD');
}
