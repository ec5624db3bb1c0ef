import { Readable } from 'node:stream';
import { csvLine } from '#platform/lines';
import type { ExportedRow } from '../outside-data.js';
import type { ExportSource, NotedExport } from './export-source.js';

/** By it spreadsheets know UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** An entry of the ZIP. */
interface TableFile {
  readonly name: string;
  /** To be read to its end before the next one is asked for. */
  readonly content: Readable;
}

/** The name of the CSV of a table in an export. */
export const csvOf = (table: string) => `tables/${table}.csv`;

/**
 * A CSV for each table of an export, as RFC 4180 has it: a column for each that a row has, files by their names in the ZIP, and
 * lists and objects as JSON. A table whose rows do not follow each other has further files.
 */
export async function* tablesOf(source: ExportSource, { tables, files }: NotedExport): AsyncGenerator<TableFile> {
  const rows = rowsOf(source.lines());
  const written = new Map<string, number>();
  let next = await rows.next();
  while (!next.done) {
    const { table } = next.value;
    const columns = [...(tables.get(table)?.columns ?? [])];
    const named = new Set(source.columns.get(table));
    const cell = (column: string, value: unknown) =>
      text(named.has(column) ? (files.get(String(value))?.name ?? value) : value);
    const lines = async function* () {
      yield BYTE_ORDER_MARK + csvLine(columns);
      for (; !next.done && next.value.table === table; next = await rows.next()) {
        const { row } = next.value;
        yield csvLine(columns.map((column) => cell(column, row[column])));
      }
    };
    const before = written.get(table) ?? 0;
    written.set(table, before + 1);
    const name = csvOf(before === 0 ? table : `${table}-${before + 1}`);
    yield { name, content: Readable.from(lines(), { objectMode: false }) };
  }
}

async function* rowsOf(parts: AsyncIterable<string>): AsyncGenerator<ExportedRow, undefined> {
  for await (const part of parts) for (const line of part.trimEnd().split('\n')) yield JSON.parse(line);
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
