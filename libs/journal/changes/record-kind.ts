import type { Statement } from '#platform/database';
import type { Problem } from '#platform/problems';
import type { JournalTexts } from '../journals/journal-texts.js';
import type { OpenJournal } from '../journals/journals.js';

/** What a journal consists of. */
export type RecordKindName = 'entry' | 'addiction' | 'relapse';

/** A row of a journal, as it is stored. */
export interface RecordRow {
  readonly id: string;
  /** 1 where it is as it was created. */
  readonly version: number;
  /** The number of the change by which it became so. */
  readonly position: number;
}

/** How one kind of record is read and written. */
export interface RecordKind<Content = object, Row extends RecordRow = RecordRow> {
  readonly name: RecordKindName;
  /** The rows with these ids. */
  readonly current: Statement<Row, [ids: readonly string[]]>;
  /** Writes rows, in JSON, in place of those that have their ids. */
  readonly write: Statement<Row, [tenantId: string, userId: string, rows: string]>;
  readonly remove: Statement<object, [ids: readonly string[]]>;
  /** Why the journal does not take the content; undefined where it does. */
  refusal(content: Content, journal: Pick<OpenJournal, 'keptSince'>): Problem | undefined;
  /** The columns of the content, with its texts sealed. */
  columns(content: Content, id: string, texts: JournalTexts): object;
}
