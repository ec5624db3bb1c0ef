import { RecordingRefused } from './recording.js';

/** Records of a FIT at most, of all kinds: each takes memory, however short it is. */
const MOST_RECORDS = 400_000;
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
 * @throws RecordingRefused `too_many_points`
 */
export function* sectionsOf(file: Buffer): Generator<FitSection> {
  let records = 0;
  for (let at = 0; isFit(file.subarray(at)); ) {
    const rest = file.subarray(at);
    const header = rest[0] === 14 ? 14 : 12;
    const said = header + rest.readUInt32LE(4);
    // A device that had no time to close the file left the length at 0.
    const closed = said > header && said + CHECKSUM <= rest.length;
    const end = closed ? said : rest.length;
    const whole = wholeRecords(rest, header, end, MOST_RECORDS - records);
    records += whole.count;
    const bytes = Buffer.alloc(whole.end + CHECKSUM);
    rest.copy(bytes, 0, 0, whole.end);
    bytes.writeUInt32LE(whole.end - header, 4);
    at += end + CHECKSUM;
    const next = file.subarray(at);
    // Some files are filled up with zeros.
    const followed = !isFit(next) && next.some((byte) => byte !== 0);
    yield { bytes, cut: !closed || whole.end < end || followed };
  }
}

/** Sizes in bytes of the data of a kind of record. */
interface Definition {
  readonly size: number;
  /** Of the time, which records with a compressed one leave out. */
  readonly timeSize: number;
}

/** Up to where there are whole records that follow their definitions, and how many. */
function wholeRecords(bytes: Buffer, header: number, end: number, most: number): { end: number; count: number } {
  const definitions = new Map<number, Definition>();
  let [at, count] = [header, 0];
  while (at < end) {
    const kind = bytes[at] as number;
    let next: number;
    if ((kind & 0xc0) === 0x40) {
      const fields = at + 6;
      const developers = fields + 3 * (bytes[at + 5] ?? 0);
      next = kind & 0x20 ? developers + 1 + 3 * (bytes[developers] ?? 0) : developers;
      if (next > end) break;
      const own = sizesIn(bytes, fields, developers);
      const others = kind & 0x20 ? sizesIn(bytes, developers + 1, next) : 0;
      const timeSize = developers > fields && bytes[fields] === 253 ? (bytes[fields + 1] as number) : 0;
      definitions.set(kind & 0x0f, { size: own + others, timeSize });
    } else {
      const compressed = (kind & 0x80) !== 0;
      const definition = definitions.get(compressed ? (kind >> 5) & 3 : kind & 0x0f);
      if (!definition || (!compressed && kind & 0x30)) break;
      next = at + 1 + definition.size - (compressed ? definition.timeSize : 0);
      if (next > end) break;
    }
    count += 1;
    if (count > most) throw new RecordingRefused('too_many_points');
    at = next;
  }
  return { end: at, count };
}

/** The sum of the sizes in definitions of three bytes each. */
function sizesIn(bytes: Buffer, from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at += 3) total += bytes[at + 1] as number;
  return total;
}
