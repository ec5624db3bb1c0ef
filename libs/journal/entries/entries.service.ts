import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { assertVersion, type ExpectedVersions } from '#platform/http';
import { newId } from '#platform/ids';
import { type ListAnswer, type ListQuery, readList, rowsOfPerson } from '#platform/lists';
import type { Outcome } from '../changes/change.js';
import { Changes } from '../changes/changes.js';
import type { RecordKind } from '../changes/record-kind.js';
import { journalProblems } from '../journal.errors.js';
import type { JournalTexts } from '../journals/journal-texts.js';
import { Journals } from '../journals/journals.js';
import type { Person } from '../journals/person.js';
import type { EntriesQueryDto, EntryContentDto, EntryDto, EntryVersionDto, NewEntryDto } from './entries.dto.js';
import { type EntryRow, entriesById, entryList, entryVersionList, type WrittenRow } from './entries.sql.js';
import { entryRecord, shownEntry, shownVersion } from './entry-record.js';

/** The entries of a journal. */
@Injectable()
export class EntriesService {
  constructor(
    private readonly database: Database,
    private readonly changes: Changes,
    private readonly journals: Journals,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400), `journal_sealed` (503) */
  async list(person: Person, query: EntriesQueryDto): Promise<ListAnswer<EntryDto>> {
    const { data, page } = await readList(rowsOfPerson(this.database, person), entryList, query);
    return { data: this.read(person, data, shownEntry), page };
  }

  /** @throws Problem `entry_not_found` (404), `journal_sealed` (503) */
  async byId(person: Person, id: string): Promise<EntryDto> {
    const rows = await this.database.read(person, entriesById, [id]);
    const [entry] = this.read(person, rows, shownEntry);
    if (!entry) throw journalProblems.entry_not_found({ id });
    return entry;
  }

  /** What an entry said before: nothing where it never changed, or there is none. */
  async versions(person: Person, entry: string, query: ListQuery): Promise<ListAnswer<EntryVersionDto>> {
    const rows = rowsOfPerson(this.database, person);
    const { data, page } = await readList(rows, entryVersionList, { ...query, entry });
    return { data: this.read(person, data, (row, texts) => shownVersion(row, entry, texts)), page };
  }

  /** @throws Problem `day_not_kept` (400), `id_taken` (409), `journal_sealed` (503) */
  async create(person: Person, { id = newId(), ...content }: NewEntryDto): Promise<EntryDto> {
    const outcome = await this.change(person, id, [0], content);
    if (outcome.is === 'conflict') throw journalProblems.id_taken({ id });
    return this.written(person, outcome);
  }

  /**
   * Replaces what an entry says.
   *
   * @param versions those that the caller accepts; any by default
   * @throws Problem `day_not_kept` (400), `entry_not_found` (404), `precondition_failed` (412), `journal_sealed` (503)
   */
  async replace(person: Person, id: string, content: EntryContentDto, versions: ExpectedVersions): Promise<EntryDto> {
    const outcome = await this.change(person, id, versions, content);
    if (outcome.is === 'conflict') {
      if (!outcome.row) throw journalProblems.entry_not_found({ id });
      assertVersion(versions, outcome.version);
    }
    return this.written(person, outcome);
  }

  /**
   * Deletes an entry with its former versions and files, for good.
   *
   * @throws Problem `entry_not_found` (404), `precondition_failed` (412)
   */
  async delete(person: Person, id: string, versions: ExpectedVersions): Promise<void> {
    const outcome = await this.change(person, id, versions, undefined);
    if (outcome.is === 'gone') throw journalProblems.entry_not_found({ id });
    if (outcome.is === 'conflict') assertVersion(versions, outcome.version);
  }

  private async change(
    person: Person,
    id: string,
    versions: ExpectedVersions,
    content: EntryContentDto | undefined,
  ): Promise<Outcome> {
    const change = { kind: entryRecord as RecordKind, id, versions, content };
    const [outcome] = await this.database.transaction(person, (tx) => this.changes.apply(tx, person, [change]));
    if (outcome?.is === 'refused') throw outcome.problem;
    return outcome as Outcome;
  }

  private written(person: Person, outcome: Outcome): EntryDto {
    const rows = 'row' in outcome ? [outcome.row as EntryRow] : [];
    return this.read(person, rows, shownEntry)[0] as EntryDto;
  }

  /** With the texts opened by one key. */
  private read<Row extends WrittenRow, Shown>(
    person: Person,
    rows: readonly Row[],
    show: (row: Row, texts: JournalTexts) => Shown,
  ): Shown[] {
    const [first] = rows;
    if (!first) return [];
    const texts = this.journals.textsOf(person, first.dataKey);
    return rows.map((row) => show(row, texts));
  }
}
