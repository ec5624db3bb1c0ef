import { dayRefusal } from '../changes/day-refusal.js';
import type { RecordKind } from '../changes/record-kind.js';
import { journalProblems } from '../journal.errors.js';
import type { JournalTexts } from '../journals/journal-texts.js';
import type { EntryContentDto, EntryDto, EntryVersionDto, ScoresDto } from './entries.dto.js';
import {
  createEntry,
  type EntryRow,
  type EntryVersionRow,
  entryList,
  entryRows,
  entryVersionList,
  type WrittenRow,
  writeEntries,
} from './entries.sql.js';
import { scoreNames } from './scores.js';

/** Entries: backdated as far as they are kept, with an encrypted reflection. */
export const entryRecord: RecordKind<EntryContentDto, EntryRow, EntryDto> & { list: typeof entryList } = {
  name: 'entry',
  list: entryList,
  ...entryRows,
  write: writeEntries,
  create: createEntry,
  notFound: journalProblems.entry_not_found,
  refusal: ({ day }, { keptSince }) => dayRefusal(day, 'day', keptSince),
  texts: ({ reflection }) => [reflection],
  columns: ({ scores, tags = [], addictions = [], attachments = [], reflection = '', ...content }, id, texts) => ({
    ...content,
    ...scores,
    tags,
    addictions,
    attachments,
    reflection: texts.seal(reflection, 'entry', id),
  }),
  shown: (row, texts) => {
    const { id, createdAt, updatedAt } = row;
    return { id, ...shown(row, id, texts), createdAt, updatedAt };
  },
};

/** The former versions of entries. */
export const entryVersions = {
  list: entryVersionList,
  shown: (row: EntryVersionRow, texts: JournalTexts): EntryVersionDto => ({
    ...shown(row, row.id, texts),
    writtenAt: row.writtenAt,
  }),
};

function shown(row: WrittenRow, id: string, texts: JournalTexts) {
  const { day, mood, tags, addictions, attachments, version } = row;
  const noted = scoreNames.filter((name) => row[name] !== null).map((name) => [name, row[name]]);
  const scores: ScoresDto = Object.fromEntries(noted);
  const reflection = texts.open(row.reflection, 'entry', id);
  return { day, mood, scores, tags, addictions, attachments, reflection, version };
}
