import type { Readable } from 'node:stream';
import { type ExportedRow, HoldsOutsideData, type OutsideDataHolder, type Person } from '#platform/data-lifecycle';
import { Database } from '#platform/database';
import { extensions } from '../attachments/attachment-content.js';
import type { JournalTexts } from './journal-texts.js';
import { Journals } from './journals.js';
import { journalInForce } from './journals.sql.js';

/** The sealed columns of each table with what they were sealed as, and the column with the id of their record, else the person’s. */
const sealed: Readonly<Record<string, { readonly id?: string; readonly columns: Readonly<Record<string, string>> }>> = {
  'journal.entries': { id: 'id', columns: { reflection: 'entry' } },
  'journal.entry_versions': { id: 'entry_id', columns: { reflection: 'entry' } },
  'journal.addictions': { id: 'id', columns: { name: 'addiction-name', motivation: 'addiction-motivation' } },
  'journal.relapses': { id: 'id', columns: { note: 'relapse' } },
  'journal.profiles': { columns: { nickname: 'profile-nickname' } },
};

/** Decrypts the texts and files of a journal while its person reads an export of their data, which is stored as the tables are. */
@HoldsOutsideData()
export class ExportedTexts implements OutsideDataHolder {
  readonly decrypts = Object.fromEntries(
    Object.keys(sealed).map((table) => [
      table,
      (person: Person, row: ExportedRow['row']) => this.open(person, table, row),
    ]),
  );
  readonly decryptsFiles = {
    'journal.attachments': async (person: Person, { id }: ExportedRow['row'], file: Readable) =>
      (await this.textsOf(person)).openFile(file, String(id)),
  };
  readonly fileExtensions = {
    'journal.attachments': ({ media_type }: ExportedRow['row']) => extensions[String(media_type)],
  };
  /** By the person of one reading, so that the journal is looked up once. */
  private readonly texts = new WeakMap<Person, Promise<JournalTexts>>();

  constructor(
    private readonly database: Database,
    private readonly journals: Journals,
  ) {}

  async purgeTenant(): Promise<void> {}

  async erasePerson(): Promise<void> {}

  private async open(person: Person, table: string, row: ExportedRow['row']): Promise<ExportedRow['row']> {
    const { id, columns } = sealed[table] as (typeof sealed)[string];
    const texts = await this.textsOf(person);
    const opened = Object.entries(columns).map(([column, what]) => {
      // As PostgreSQL writes bytes in JSON.
      const stored = typeof row[column] === 'string' ? Buffer.from(row[column].slice(2), 'hex') : null;
      return [column, texts.open(stored, what, id ? String(row[id]) : person.userId)];
    });
    return { ...row, ...Object.fromEntries(opened) };
  }

  private textsOf(person: Person): Promise<JournalTexts> {
    const known = this.texts.get(person) ?? this.readTexts(person);
    this.texts.set(person, known);
    return known;
  }

  private async readTexts(person: Person): Promise<JournalTexts> {
    const [journal] = await this.database.read(person, journalInForce, person.tenantId);
    return this.journals.textsOf(person, journal?.dataKey ?? Buffer.alloc(0));
  }
}
