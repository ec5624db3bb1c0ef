import type { Readable } from 'node:stream';
import { Injectable, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Person } from './erasure/erasure.dto.js';

/** A row of a person's export. */
export interface ExportedRow {
  /** The name of the table, as in `journal.entries`. */
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** What a context holds outside its tables, such as sessions in Redis, files or keys, and what its tables cannot say. */
export interface OutsideDataHolder {
  /** Deletes all data of a tenant. Called again after a failure, perhaps once nothing is left. */
  purgeTenant(tenantId: string): Promise<void>;
  /** Deletes all data of a person. Called again after a failure, and for the second sweep. */
  erasePerson(person: Person): Promise<void>;
  /** What it holds of a person, for their export. */
  exportPerson?(person: Person): Promise<readonly ExportedRow[]>;
  /**
   * Decrypts exported rows, by table. An export is stored as the tables are, and decrypted while the person reads it.
   */
  readonly decrypts?: Readonly<
    Record<string, (person: Person, row: ExportedRow['row']) => Promise<ExportedRow['row']>>
  >;
  /** Decrypts the files that exported rows name, by table, while the person reads them. */
  readonly decryptsFiles?: Readonly<
    Record<string, (person: Person, row: ExportedRow['row'], file: Readable) => Promise<Readable>>
  >;
  /** The extension of the file that an exported row names, without its dot, by table: by it the file opens. */
  readonly fileExtensions?: Readonly<Record<string, (row: ExportedRow['row']) => string | undefined>>;
}

const holders: Type<OutsideDataHolder>[] = [];
const held: string[] = [];

/**
 * Makes an injectable class, which every process provides, part of every purge, erasure and export.
 *
 * @param what of a person it deletes, for receipts of erasures, as in `sessions`
 */
export function HoldsOutsideData(what?: string) {
  return (holder: Type<OutsideDataHolder>): void => {
    Injectable()(holder);
    holders.push(holder);
    if (what) held.push(what);
  };
}

/** The data outside PostgreSQL of all contexts. */
@Injectable()
export class OutsideData {
  constructor(private readonly modules: ModuleRef) {}

  /** What it deletes of a person, as in `sessions`. */
  get names(): string[] {
    return [...held].sort();
  }

  /** @throws Error of the first holder that fails */
  async purgeTenant(tenantId: string): Promise<void> {
    for (const holder of this.all()) await holder.purgeTenant(tenantId);
  }

  /** @throws Error of the first holder that fails */
  async erasePerson(person: Person): Promise<void> {
    for (const holder of this.all()) await holder.erasePerson(person);
  }

  /** @throws Error of the first holder that fails */
  async exportPerson(person: Person): Promise<ExportedRow[]> {
    const rows: ExportedRow[] = [];
    for (const holder of this.all()) rows.push(...((await holder.exportPerson?.(person)) ?? []));
    return rows;
  }

  /** A row as its person may read it. @throws Error of the holder that cannot decrypt it */
  async decrypt(person: Person, { table, row }: ExportedRow): Promise<ExportedRow> {
    const [decrypt] = this.all().flatMap(({ decrypts }) => decrypts?.[table] ?? []);
    return { table, row: decrypt ? await decrypt(person, row) : row };
  }

  /** A file that a row names, as its person may read it. The stream fails where it cannot be decrypted. */
  async decryptFile(person: Person, { table, row }: ExportedRow, file: Readable): Promise<Readable> {
    const [decrypt] = this.all().flatMap(({ decryptsFiles }) => decryptsFiles?.[table] ?? []);
    return decrypt ? decrypt(person, row, file) : file;
  }

  /** The extension of the file that a row names, as in `jpg`; undefined where none is known. */
  fileExtension({ table, row }: ExportedRow): string | undefined {
    const [extension] = this.all().flatMap(({ fileExtensions }) => fileExtensions?.[table] ?? []);
    return extension?.(row);
  }

  /** Whether rows of exports may be encrypted. */
  get decrypts(): boolean {
    return this.all().some(({ decrypts }) => decrypts);
  }

  private all(): OutsideDataHolder[] {
    return holders.map((holder) => this.modules.get(holder, { strict: false }));
  }
}
