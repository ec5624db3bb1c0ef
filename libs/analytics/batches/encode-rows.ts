import { uuidBytes } from '#platform/ids';
import type { ReadEvent } from './read-event.js';

/** What the rows of one request have in common. */
export interface RowsOfBatch {
  /** The UUID of the request. */
  readonly receipt: string;
  readonly tenantId: string;
  /** The kind of client, as `clientKind` names it. */
  readonly client: string;
  /** An ISO 3166-1 code; null where it is unknown. */
  readonly country: string | null;
}

/** The columns of `encodeRows`, in their order. */
export const rowColumns = 'receipt, tenant_id, occurred_at, id, name, subject, session, properties, client, country';

/** What begins and ends a COPY in binary format. */
export const copyHeader = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
export const copyTrailer = Buffer.from([0xff, 0xff]);

/** PostgreSQL counts from 2000, in microseconds. */
const year2000 = Date.UTC(2000, 0);
const inHigherHalf = 2 ** 32;

/** Of each row: the lengths of six fields, the time and the id. */
const fixedBytes = 6 * 4 + 8 + 16;

/**
 * Events as rows of PostgreSQL's COPY in binary format, without header and trailer, so that those of several requests can be
 * sent as one. The columns are those of `rowColumns`: two uuid, timestamptz, uuid, three text, json, two text.
 */
export function encodeRows(events: readonly ReadEvent[], batch: RowsOfBatch): Buffer {
  const before = Buffer.concat([Buffer.from([0, 10]), uuidField(batch.receipt), uuidField(batch.tenantId)]);
  const after = Buffer.concat([textField(batch.client), textField(batch.country)]);
  const ofEach = before.length + fixedBytes + after.length;
  let size = 0;
  for (const { name, subject, session, properties } of events)
    size += ofEach + bytesOf(name) + bytesOf(subject) + bytesOf(session) + bytesOf(properties);
  const rows = Buffer.allocUnsafe(size);
  let at = 0;
  for (const { occurredAt, id, name, subject, session, properties } of events) {
    rows.set(before, at);
    at = writeTime(rows, at + before.length, occurredAt);
    at = writeId(rows, at, id);
    at = writeText(rows, at, name);
    at = writeText(rows, at, subject);
    at = writeText(rows, at, session);
    at = writeText(rows, at, properties);
    rows.set(after, at);
    at += after.length;
  }
  return rows;
}

function bytesOf(text: string | null): number {
  return text === null ? 0 : Buffer.byteLength(text);
}

function uuidField(uuid: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 16]), uuidBytes(uuid)]);
}

function textField(text: string | null): Buffer {
  const field = Buffer.alloc(4 + bytesOf(text));
  writeText(field, 0, text);
  return field;
}

/** Writes a field and returns where the next one begins, as the functions below do. A length of -1 is null. */
function writeText(rows: Buffer, at: number, text: string | null): number {
  if (text === null) return rows.writeInt32BE(-1, at);
  const written = rows.write(text, at + 4);
  rows.writeInt32BE(written, at);
  return at + 4 + written;
}

function writeTime(rows: Buffer, at: number, milliseconds: number): number {
  const microseconds = (milliseconds - year2000) * 1_000;
  const high = Math.floor(microseconds / inHigherHalf);
  rows.writeInt32BE(8, at);
  rows.writeInt32BE(high, at + 4);
  return rows.writeUInt32BE(microseconds - high * inHigherHalf, at + 8);
}

function writeId(rows: Buffer, at: number, id: string): number {
  let next = rows.writeInt32BE(16, at);
  for (let digit = 0; digit < 36; digit += 2) {
    // The dashes stand before digits of even place.
    if (digit === 8 || digit === 13 || digit === 18 || digit === 23) digit += 1;
    rows[next++] = (nibble(id, digit) << 4) | nibble(id, digit + 1);
  }
  return next;
}

/** The value of a digit from 0 to 9 or a to f. */
function nibble(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 0x3a ? unit - 0x30 : unit - 0x57;
}
