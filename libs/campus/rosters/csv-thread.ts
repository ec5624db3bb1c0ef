// Its own class of errors: as CommonJS, which Jest runs, the two modules of csv-parse share none.
import { CsvError, parse } from 'csv-parse/sync';
import { inThread } from '#platform/threads';
import type { RosterRecord, Separator } from './roster-text.js';

/** A part of a CSV in UTF-8, which begins with a record. */
export interface CsvTask {
  readonly separator: Separator;
  readonly lineEnd: string;
  /** Whether the file ends with it; else its last record may go on. */
  readonly last: boolean;
  /** Of a record, with its separators, and of its fields without them. */
  readonly mostBytes: number;
  readonly mostCharacters: number;
  /** Of a record that are kept. */
  readonly mostFields: number;
}

export interface CsvPart {
  /** Their lines are counted from the beginning of the part, 1 being its first. */
  readonly records: readonly RosterRecord[];
  /** What was not read yet, and the lines before it. */
  readonly rest: Uint8Array;
  readonly lines: number;
  /** At which line it cannot be read any further, and why, as csv-parse says; null for a record of too many bytes. */
  readonly fault?: { readonly line: number; readonly reason: string | null };
}

/** What a thread of `CsvReader` runs for each part. */
export default inThread(({ separator, lineEnd, last, ...most }: CsvTask, bytes): CsvPart => {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: { record: RosterRecord; end: number }[] = [];
  let fault: CsvPart['fault'];
  try {
    parse(part, {
      delimiter: separator,
      record_delimiter: lineEnd,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: most.mostCharacters,
      on_record: (fields: string[], { bytes: end, lines }) => {
        found.push({ record: { line: lines, fields: fields.slice(0, most.mostFields) }, end });
        return null;
      },
    });
    // It may go on behind the part.
    if (!last && found.at(-1)?.end === part.length) found.pop();
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (last || error.code !== 'CSV_QUOTE_NOT_CLOSED') fault = { line: Number(error.lines ?? 1), reason: error.code };
  }
  const afterEmptyLines = (at: number) => {
    let after = at;
    while (part.toString('latin1', after, after + lineEnd.length) === lineEnd) after += lineEnd.length;
    return after;
  };
  const isLong = (from: number, end: number) =>
    end - from > most.mostBytes && end - afterEmptyLines(from) > most.mostBytes;
  const long = found.findIndex(({ end }, n) => isLong(found[n - 1]?.end ?? 0, end));
  const read = long < 0 ? found : found.slice(0, long);
  const { end, record } = read.at(-1) ?? { end: 0, record: { line: 0 } };
  const at = afterEmptyLines(end);
  const lines = record.line + (at - end) / lineEnd.length;
  const rest = Uint8Array.from(part.subarray(at));
  if (rest.length > most.mostBytes) fault ??= { line: lines + 1, reason: null };
  return { records: read.map(({ record }) => record), rest, lines, ...(fault && { fault }) };
});
