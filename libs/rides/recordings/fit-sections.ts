import { MOST_READ, MOST_VALUES, RecordingRefused } from './recording.js';

const MAGIC = '.FIT';
const CHECKSUM = 2;

/** A part of a FIT file from one header to the next, with whole records alone. */
export interface FitSection {
  readonly bytes: Buffer<ArrayBuffer>;
  /** Whether it ends before its header says, or within a record, or is followed by what is no section. */
  readonly cut: boolean;
}

export const isFit = (bytes: Buffer): boolean => bytes.length >= 12 && bytes.toString('latin1', 8, 12) === MAGIC;

/**
 * Divides a FIT file at its headers. Where a recording was cut off, its header has no length or one that is too great: it then gets
 * that of the whole records that there are.
 *
 * @throws RecordingRefused `too_many_points`, `too_many_elements`
 */
export function* sectionsOf(file: Buffer): Generator<FitSection> {
  const read: Counts = { records: 0, fields: 0 };
  for (let at = 0; isFit(file.subarray(at)); ) {
    const rest = file.subarray(at);
    const header = rest[0] === 14 ? 14 : 12;
    const said = header + rest.readUInt32LE(4);
    // A device that had no time to close the file left the length at 0.
    const closed = said > header && said + CHECKSUM <= rest.length;
    const end = closed ? said : rest.length;
    const whole = wholeRecords(rest, header, end, read);
    const bytes = Buffer.alloc(whole + CHECKSUM);
    rest.copy(bytes, 0, 0, whole);
    bytes.writeUInt32LE(whole - header, 4);
    at += end + CHECKSUM;
    const next = file.subarray(at);
    // Some files are filled up with zeros.
    const followed = !isFit(next) && next.some((byte) => byte !== 0);
    yield { bytes, cut: !closed || whole < end || followed };
  }
}

/** The data of a kind of record. */
interface Definition {
  /** Of its data, in bytes. */
  readonly size: number;
  /** Of the time, which records with a compressed one leave out. */
  readonly timeSize: number;
  readonly fields: number;
}

/** What was read of a file. */
interface Counts {
  records: number;
  /** Of records and of definitions. */
  fields: number;
}

/** Up to where there are whole records that follow their definitions. */
function wholeRecords(bytes: Buffer, header: number, end: number, read: Counts): number {
  const definitions = new Map<number, Definition>();
  let at = header;
  while (at < end) {
    const kind = bytes[at] as number;
    let next: number;
    let definition: Definition | undefined;
    if ((kind & 0xc0) === 0x40) {
      const fields = at + 6;
      const developers = fields + 3 * (bytes[at + 5] ?? 0);
      next = kind & 0x20 ? developers + 1 + 3 * (bytes[developers] ?? 0) : developers;
      if (next > end) break;
      const own = sizesIn(bytes, fields, developers);
      const others = kind & 0x20 ? sizesIn(bytes, developers + 1, next) : 0;
      const timeSize = developers > fields && bytes[fields] === 253 ? (bytes[fields + 1] as number) : 0;
      definition = { size: own + others, timeSize, fields: Math.floor((next - fields) / 3) };
      definitions.set(kind & 0x0f, definition);
    } else {
      const compressed = (kind & 0x80) !== 0;
      definition = definitions.get(compressed ? (kind >> 5) & 3 : kind & 0x0f);
      if (!definition || (!compressed && kind & 0x30)) break;
      next = at + 1 + definition.size - (compressed ? definition.timeSize : 0);
      if (next > end) break;
    }
    read.records += 1;
    read.fields += definition.fields;
    if (read.records > MOST_READ) throw new RecordingRefused('too_many_points');
    if (read.fields > MOST_VALUES) throw new RecordingRefused('too_many_elements');
    at = next;
  }
  return at;
}

/** The sum of the sizes in definitions of three bytes each. */
function sizesIn(bytes: Buffer, from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at += 3) total += bytes[at + 1] as number;
  return total;
}
