import { csvLine } from '#platform/lines';
import type { ExportFormat } from './exports.dto.js';
import type { StoredEvent } from './exports.sql.js';

/** The columns of a CSV, and the fields of a line of NDJSON. */
const fields = [
  ...(['id', 'name', 'occurredAt', 'receivedAt', 'subject', 'session', 'client', 'country', 'properties'] as const),
];

/** How the events of an export are written. */
export const formats: Readonly<
  Record<ExportFormat, { type: string; header: string; line: (event: StoredEvent) => string }>
> = {
  csv: { type: 'text/csv', header: csvLine(fields), line: csvEvent },
  ndjson: { type: 'application/x-ndjson', header: '', line: jsonLine },
};

function csvEvent(event: StoredEvent): string {
  return csvLine(fields.map((field) => event[field] ?? ''));
}

/** The properties are JSON already, of one line. */
function jsonLine({ properties, ...event }: StoredEvent): string {
  return `${JSON.stringify(event).slice(0, -1)},"properties":${properties}}\n`;
}
