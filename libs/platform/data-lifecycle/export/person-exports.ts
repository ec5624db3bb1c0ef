import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { BlobStore, faultOf, Storage } from '#platform/storage';
import { dataLifecycleProblems } from '../data-lifecycle.errors.js';
import type { Person, PersonNames } from '../erasure/erasure.dto.js';
import { type ExportedRow, OutsideData } from '../outside-data.js';
import { deleteExports, type ExportPart, exportedTables, exportPart, writeExport } from './person-exports.sql.js';
import { zipExport } from './zip-export.js';

/**
 * The exports of persons: JSON lines `{"table", "row"}` of what the tables hold of them, as far as they declare it, and of
 * what contexts hold outside PostgreSQL; and the files of those rows whose exported columns name a blob.
 */
@Injectable()
export class PersonExports {
  constructor(
    private readonly database: Database,
    private readonly outside: OutsideData,
    private readonly storage: Storage,
    private readonly store: BlobStore,
  ) {}

  /**
   * Writes an export, of the tables from one snapshot. It can be read for seven days.
   *
   * @param replaces whether all that there are of the person go in the same transaction, the one that an earlier try of the same
   *   job wrote too; by default they stay
   * @returns the number of lines
   */
  async write(
    person: Person,
    id: string,
    { email, subjects = [] }: PersonNames,
    { replaces } = { replaces: false },
  ): Promise<number> {
    const { tenantId, userId } = person;
    const more = (await this.outside.exportPerson(person)).map((row) => JSON.stringify(row));
    const [written] = await this.database.transaction(person, async (tx) => {
      if (replaces) await tx.run(deleteExports, userId, null);
      return tx.run(writeExport, id, tenantId, userId, email ?? null, subjects, more);
    });
    return written?.lines ?? 0;
  }

  /** Deletes an export; where there is none, nothing happens. */
  async remove(person: Person, id: string): Promise<void> {
    await this.database.transaction(person, (tx) => tx.run(deleteExports, person.userId, id));
  }

  /**
   * An export as a ZIP, see `zipExport`: of the rows as they were when it was made, and of their files that are there now.
   *
   * The stream fails where the export is deleted while it is read.
   *
   * @throws Problem `export_not_found` (404) when the person has no such export, or no longer
   */
  async read(person: Person, id: string): Promise<Readable> {
    const { last } = await this.part(person, id, 0);
    const { tenantId } = person;
    const tables = await this.database.read(person, exportedTables);
    return zipExport({
      lines: () => this.lines(person, id, last),
      titles: new Map(tables.map(({ table, inExports }) => [table, inExports ?? { en: '', fr: '' }])),
      columns: new Map(tables.map(({ table, files }) => [table, files])),
      find: (digests) => this.storage.find(tenantId, digests),
      faultOf: (blob) => faultOf(this.store, { tenantId, ...blob }),
      extensionOf: (row) => this.outside.fileExtension(row),
      read: async (blob, row) => {
        const stored = await this.storage.read(tenantId, blob);
        try {
          return await this.outside.decryptFile(person, row, stored);
        } catch (error) {
          // Nobody reads it: Node ends a process that leaves an open file to the garbage collector.
          stored.destroy();
          throw error;
        }
      },
    });
  }

  private async *lines(person: Person, id: string, last: number): AsyncGenerator<string> {
    for (let part = 0; part <= last; part += 1) {
      const { lines } = await this.part(person, id, part);
      yield this.outside.decrypts ? await this.decrypted(person, lines) : lines;
    }
  }

  private async decrypted(person: Person, lines: string): Promise<string> {
    const rows: ExportedRow[] = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const read = await Promise.all(rows.map((row) => this.outside.decrypt(person, row)));
    return read.map((row) => `${JSON.stringify(row)}\n`).join('');
  }

  private async part(person: Person, id: string, part: number): Promise<ExportPart> {
    const [found] = await this.database.read(person, exportPart, id, part);
    if (!found) throw dataLifecycleProblems.export_not_found({ id });
    return found;
  }
}
