import { dayRefusal } from '../changes/day-refusal.js';
import type { RecordKind } from '../changes/record-kind.js';
import { journalProblems } from '../journal.errors.js';
import type { RelapseContentDto, RelapseDto } from './relapses.dto.js';
import { type RelapseRow, relapseList, relapseRows, writeRelapses } from './relapses.sql.js';

/** Relapses, with an encrypted note. */
export const relapseRecord: RecordKind<RelapseContentDto, RelapseRow, RelapseDto> & { list: typeof relapseList } = {
  name: 'relapse',
  list: relapseList,
  ...relapseRows,
  write: writeRelapses,
  whole: (of) => (of as Pick<RelapseContentDto, 'addictionId'>).addictionId,
  notFound: journalProblems.relapse_not_found,
  refusal: ({ day }) => dayRefusal(day, 'day'),
  texts: ({ note }) => [note],
  columns: ({ note = '', ...content }, id, texts) => ({ ...content, note: texts.seal(note, 'relapse', id) }),
  shown: ({ position: _position, dataKey: _key, ...row }, texts) => ({
    ...row,
    note: texts.open(row.note, 'relapse', row.id),
  }),
};
