import type { ExportFormat } from './exports.dto.js';
import type { StoredEvent } from './exports.sql.js';

/** The columns of a CSV, and the fields of a line of NDJSON. */
const fields = [
  ...(['id', 'name', 'occurredAt', 'receivedAt', 'subject', 'session', 'client', 'country', 'properties'] as const),
];

/** What a spreadsheet takes for the beginning of a formula, also in full width. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** How the events of an export are written. */
export const formats: Readonly<
  Record<ExportFormat, { type: string; header: string; line: (event: StoredEvent) => string }>
> = {
  csv: { type: 'text/csv', header: `${fields.join(',')}\r\n`, line: csvLine },
  ndjson: { type: 'application/x-ndjson', header: '', line: jsonLine },
};

/** A line as RFC 4180 has it. An apostrophe stands before what a spreadsheet would take for a formula. */
function csvLine(event: StoredEvent): string {
  return `${fields.map((field) => cell(event[field] ?? '')).join(',')}\r\n`;
}

function cell(text: string): string {
  const defused = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(defused) ? `"${defused.replaceAll('"', '""')}"` : defused;
}

/** The properties are JSON already, of one line. */
function jsonLine({ properties, ...event }: StoredEvent): string {
  return `${JSON.stringify(event).slice(0, -1)},"properties":${properties}}\n`;
}
