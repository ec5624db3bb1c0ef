import { defineProblems, type Problem, problem } from '#platform/problems';
import { type ArchiveReason, archiveReasons } from './archive-reasons.js';

const problems = defineProblems('platform/archives', {
  archive_refused: problem(422, 'Archive refused', 'Archive refusée', {
    en: 'Nothing of the archive was kept, because of {culprit}. {reason}',
    fr: 'Rien de l’archive n’a été conservé, à cause de {culprit}. {reason}',
  }),
});

/** Of the name of an entry, in UTF-16 code units. */
const SHOWN = 200;

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
  const name = entry === undefined ? undefined : shownName(entry, SHOWN);
  const culprit = {
    en: name === undefined ? 'the file itself' : `the entry “${name}”`,
    fr: name === undefined ? 'l’archive elle-même' : `l’entrée « ${name} »`,
  };
  const { en, fr } = archiveReasons[reason];
  const told = {
    en: en.replace('{limit}', limit.toLocaleString('en')),
    fr: fr.replace('{limit}', limit.toLocaleString('fr')),
  };
  const extensions = { ...(name === undefined ? {} : { entry: name }), reason };
  return problems.archive_refused({ culprit, reason: told }, { extensions, cause });
}

/** The start of a name that may be hostile, on one line and as it is written. */
export function shownName(name: string, most: number): string {
  return name
    .slice(0, most)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu, '\uFFFD');
}
