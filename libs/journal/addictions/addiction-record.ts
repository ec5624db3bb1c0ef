import { dayRefusal } from '../changes/day-refusal.js';
import type { RecordKind } from '../changes/record-kind.js';
import { journalProblems } from '../journal.errors.js';
import { relapseRecord } from '../relapses/relapse-record.js';
import { relapsesOfAddictions } from '../relapses/relapses.sql.js';
import type { AddictionContentDto, AddictionDto } from './addictions.dto.js';
import { type AddictionRow, addictionList, addictionRows, writeAddictions } from './addictions.sql.js';

/** Addictions, with encrypted name and motivation. One that is deleted takes its relapses with it. */
export const addictionRecord: RecordKind<AddictionContentDto, AddictionRow, AddictionDto> & {
  list: typeof addictionList;
} = {
  name: 'addiction',
  list: addictionList,
  ...addictionRows,
  write: writeAddictions,
  parts: { kind: relapseRecord, of: relapsesOfAddictions },
  notFound: journalProblems.addiction_not_found,
  refusal: ({ start }) => dayRefusal(start, 'start'),
  texts: ({ name, motivation }) => [name, motivation],
  columns: ({ name = '', motivation = '', ...content }, id, texts) => ({
    ...content,
    name: texts.seal(name, 'addiction-name', id),
    motivation: texts.seal(motivation, 'addiction-motivation', id),
  }),
  shown: ({ position: _position, dataKey: _key, ...row }, texts) => ({
    ...row,
    name: texts.open(row.name, 'addiction-name', row.id),
    motivation: texts.open(row.motivation, 'addiction-motivation', row.id),
  }),
};
