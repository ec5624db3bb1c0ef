import type { RecordKind } from '../changes/record-kind.js';
import { journalProblems } from '../journal.errors.js';
import type { JournalTexts } from '../journals/journal-texts.js';
import type { EntryContentDto, EntryDto, EntryVersionDto, ScoresDto } from './entries.dto.js';
import {
  deleteEntries,
  type EntryRow,
  type EntryVersionRow,
  entriesById,
  type WrittenRow,
  writeEntries,
} from './entries.sql.js';
import { scoreNames } from './scores.js';

/** Somewhere it is tomorrow already. */
const AHEAD_MS = 14 * 3_600_000;

/** Entries: backdated as far as they are kept, with an encrypted reflection. */
export const entryRecord: RecordKind<EntryContentDto, EntryRow> = {
  name: 'entry',
  current: entriesById,
  write: writeEntries,
  remove: deleteEntries,
  refusal: ({ day }, { keptSince }) => {
    const last = new Date(Date.now() + AHEAD_MS).toISOString().slice(0, 10);
    if (day >= keptSince && day <= last) return undefined;
    const about = { first: keptSince, last };
    const { code, detail } = journalProblems.day_not_kept(about);
    return journalProblems.day_not_kept(about, { errors: [{ pointer: '/day', in: 'body', code, detail }] });
  },
  columns: ({ scores, tags = [], addictions = [], reflection = '', ...content }, id, texts) => ({
    ...content,
    ...scores,
    tags,
    addictions,
    reflection: texts.seal(reflection, 'entry', id),
  }),
};

/** An entry as its person reads it. @throws Problem `journal_sealed` (503) */
export function shownEntry(row: EntryRow, texts: JournalTexts): EntryDto {
  const { id, createdAt, updatedAt } = row;
  return { id, ...shown(row, id, texts), createdAt, updatedAt };
}

/** A former version of an entry as its person reads it. @throws Problem `journal_sealed` (503) */
export function shownVersion(row: EntryVersionRow, id: string, texts: JournalTexts): EntryVersionDto {
  return { ...shown(row, id, texts), writtenAt: row.writtenAt };
}

function shown(row: WrittenRow, id: string, texts: JournalTexts) {
  const { day, mood, tags, addictions, version } = row;
  const noted = scoreNames.filter((name) => row[name] !== null).map((name) => [name, row[name]]);
  const scores: ScoresDto = Object.fromEntries(noted);
  return { day, mood, scores, tags, addictions, reflection: texts.open(row.reflection, 'entry', id), version };
}
