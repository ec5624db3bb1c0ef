import { CsvError, parse } from 'csv-parse/sync';
import { campusProblems } from '../campus.errors.js';

export type Encoding = 'utf-8' | 'windows-1252';
export const separators = [';', ',', '\t'] as const;
export type Separator = (typeof separators)[number];

/** How the text of a roster is written. */
export interface TextForm {
  readonly encoding: Encoding;
  readonly separator: Separator;
}

/** A record of the file: where it begins, and its fields. */
export interface RosterRecord {
  /** 1 is the header. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** Lines that a roster has at most, besides the header. */
export const MOST_LINES = 500_000;
/** Columns that a roster has at most. */
export const MOST_COLUMNS = 100;

/** Of what the header must be a part, in bytes. */
const HEAD_BYTES = 65_536;
/** What other files begin with that are taken for a CSV: ZIP, which an XLSX is too, and the former format of Excel. */
const foreign = [Buffer.from('PK'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0])];

/** Finds out how a roster is written, while it is received. */
export class FormFinder {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private isUtf8 = true;
  private head = Buffer.alloc(0);

  /** @throws Problem `roster_not_csv` (422) for what is no text */
  async *within(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      if (this.head.length < HEAD_BYTES) this.head = Buffer.concat([this.head, chunk]);
      if (foreign.some((start) => this.head.subarray(0, start.length).equals(start)) || chunk.includes(0))
        throw campusProblems.roster_not_csv();
      this.decode(chunk);
      yield chunk;
    }
    this.decode();
  }

  /**
   * UTF-8 where all of it is, else Windows-1252, in which each byte is a character; and the separator that is most often in the
   * header.
   *
   * @throws Problem `roster_malformed`, `too_many_columns` (422)
   */
  form(): TextForm & { readonly columns: readonly string[] } {
    const encoding = this.isUtf8 ? 'utf-8' : 'windows-1252';
    const text = new TextDecoder(encoding).decode(this.head);
    const header = (/^(?:"[^"]*"|[^"\n])*/.exec(text)?.[0] ?? '').trimEnd();
    const unquoted = header.replace(/"[^"]*"/g, '');
    const count = (each: Separator) => unquoted.split(each).length;
    const separator = separators.reduce((best, each) => (count(each) > count(best) ? each : best));
    const tooMany = () => campusProblems.too_many_columns({ most: MOST_COLUMNS });
    if (count(separator) > MOST_COLUMNS) throw tooMany();
    let columns: string[] = [];
    try {
      [columns = []] = parse(header, { delimiter: separator, bom: true, relax_quotes: true });
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      throw campusProblems.roster_malformed({ line: 1, reason: error.code });
    }
    // Quotes within a field hide none of its separators.
    if (columns.length > MOST_COLUMNS) throw tooMany();
    if (columns.length < 2) throw campusProblems.roster_not_csv();
    return { encoding, separator, columns: columns.map((each) => each.trim().slice(0, 200)) };
  }

  private decode(chunk?: Uint8Array): void {
    if (!this.isUtf8) return;
    try {
      this.decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      this.isUtf8 = false;
    }
  }
}
