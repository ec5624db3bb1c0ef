import type { Statement } from '#platform/database';
import type { ListDefinition } from '#platform/lists';
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
  /** The key of the journal, sealed. */
  readonly dataKey: Buffer;
}

/** How one kind of record is read and written: `Content` is what a person sends, `Shown` what they read. */
export interface RecordKind<
  Content extends object = object,
  Row extends RecordRow = RecordRow,
  Shown extends object = object,
> {
  readonly name: RecordKindName;
  /** The rows with these ids. */
  readonly current: Statement<Row, [ids: readonly string[]]>;
  /** The first of the rows that became as they are by the changes after one position, up to another. */
  readonly changed: Statement<Row, [after: number, upTo: number, limit: number]>;
  /** Writes rows, in JSON, in place of those that have their ids. */
  readonly write: Statement<Row, [tenantId: string, userId: string, rows: string]>;
  /** Writes a row with an id that was just made, in JSON, and locks the journal; none where it has another key, or perhaps no room. */
  readonly create?: Statement<
    Row,
    [tenantId: string, userId: string, dataKey: Buffer, row: string, textBytes: number, textLimit: number | null]
  >;
  readonly remove: Statement<object, [ids: readonly string[]]>;
  /** The id of the record that one belongs to, from its content or row. */
  readonly whole?: (of: object) => string;
  /** What belongs to records of this kind, and is deleted with them. */
  readonly parts?: {
    readonly kind: RecordKind;
    readonly of: Statement<{ id: string; version: number; whole: string }, [ids: readonly string[]]>;
  };
  /** The 404 for an id. */
  notFound(about: { id: string }): Problem;
  /** Why the journal does not take the content; undefined where it does. */
  refusal(content: Content, journal: Pick<OpenJournal, 'keptSince'>): Problem | undefined;
  /** The texts of the content, which are sealed. */
  texts(content: Content): readonly (string | undefined)[];
  /** The columns of the content, with its texts sealed. */
  columns(content: Content, id: string, texts: JournalTexts): object;
  /** A row as its person reads it. @throws Problem `journal_sealed` (503) */
  shown(row: Row, texts: JournalTexts): Shown;
}

/** Rows that are listed, and how their person reads them. */
export interface Listed<Row extends RecordRow, Shown extends object, Sort extends string, Filter extends string> {
  readonly list: ListDefinition<Row, Sort, Filter>;
  /** @throws Problem `journal_sealed` (503) */
  shown(row: Row, texts: JournalTexts): Shown;
}

/** The bytes of the texts of a content (UTF-8). */
export const textBytesOf = (kind: Pick<RecordKind, 'texts'>, content: object | undefined): number =>
  content ? kind.texts(content).reduce((sum, text = '') => sum + Buffer.byteLength(text), 0) : 0;
