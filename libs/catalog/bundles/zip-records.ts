import {
  full16,
  full32,
  hasLongSize,
  longFieldBytes,
  longFields,
  needsZip64End,
  type PlacedMember,
  type ZipMember,
  type ZipPlan,
} from './zip-plan.js';

/** 1980-01-01, the first date of the format: the time of an upload is no part of a bundle. */
const date = 0x0021;
const utf8Names = 0x0800;
const madeOnUnix = (3 << 8) | 45;
const regularFile = (0o100644 << 16) >>> 0;

/**
 * Makes every header of a ZIP in one buffer: the local ones in the order of the members, and then the directory.
 *
 * @returns the buffer, and where in it the local header of each member ends
 */
export function zipHeaders(plan: ZipPlan): { readonly headers: Buffer; readonly localEnds: readonly number[] } {
  const stored = plan.placed.reduce((sum, { member }) => sum + member.storedBytes, 0);
  const records = new Records(plan.length - stored);
  const localEnds = plan.placed.map((placed) => {
    writeLocalHeader(records, placed);
    return records.at;
  });
  for (const placed of plan.placed) writeDirectoryEntry(records, placed);
  if (needsZip64End(plan)) writeZip64End(records, plan);
  writeEnd(records, plan);
  return { headers: records.buffer, localEnds };
}

function writeLocalHeader(records: Records, { member, nameBytes }: PlacedMember): void {
  const long = hasLongSize(member);
  records.u32(0x04034b50);
  writeSharedFields(records, member, long);
  // A local header has both sizes in its ZIP64 field, or none.
  records.u32(long ? full32 : member.storedBytes).u32(long ? full32 : member.bytes);
  records.u16(nameBytes).u16(long ? 20 : 0);
  records.text(member.path, nameBytes);
  if (long) records.u16(1).u16(16).u64(member.bytes).u64(member.storedBytes);
}

function writeDirectoryEntry(records: Records, placed: PlacedMember): void {
  const { member, nameBytes, offset } = placed;
  const extraBytes = longFieldBytes(placed);
  records.u32(0x02014b50).u16(madeOnUnix);
  writeSharedFields(records, member, extraBytes > 0);
  records.u32(Math.min(member.storedBytes, full32)).u32(Math.min(member.bytes, full32));
  // Then no comment, disk 0, no internal attributes.
  records.u16(nameBytes).u16(extraBytes).u16(0).u16(0).u16(0);
  records.u32(regularFile).u32(Math.min(offset, full32));
  records.text(member.path, nameBytes);
  if (extraBytes === 0) return;
  records.u16(1).u16(extraBytes - 4);
  for (const value of longFields(placed)) records.u64(value);
}

/** Version needed, flags, method, time, date and CRC-32, which local headers and directory entries have alike. */
function writeSharedFields(records: Records, { encoding, crc32 }: ZipMember, zip64: boolean): void {
  const method = encoding === 'deflate' ? 8 : 0;
  records
    .u16(zip64 ? 45 : 20)
    .u16(utf8Names)
    .u16(method)
    .u16(0)
    .u16(date)
    .u32(crc32);
}

function writeZip64End(records: Records, { placed, directoryOffset, directoryBytes }: ZipPlan): void {
  // The record counts its bytes after this field; then the versions, both disks, and the number of entries twice.
  records.u32(0x06064b50).u64(44).u16(madeOnUnix).u16(45).u32(0).u32(0).u64(placed.length).u64(placed.length);
  records.u64(directoryBytes).u64(directoryOffset);
  records
    .u32(0x07064b50)
    .u32(0)
    .u64(directoryOffset + directoryBytes)
    .u32(1);
}

function writeEnd(records: Records, { placed, directoryOffset, directoryBytes }: ZipPlan): void {
  const entries = Math.min(placed.length, full16);
  records.u32(0x06054b50).u16(0).u16(0).u16(entries).u16(entries);
  records.u32(Math.min(directoryBytes, full32)).u32(Math.min(directoryOffset, full32)).u16(0);
}

/** Writes little-endian fields one after another. */
class Records {
  readonly buffer: Buffer;
  at = 0;

  constructor(bytes: number) {
    this.buffer = Buffer.allocUnsafe(bytes);
  }

  u16(value: number): this {
    this.at = this.buffer.writeUInt16LE(value, this.at);
    return this;
  }

  u32(value: number): this {
    this.at = this.buffer.writeUInt32LE(value, this.at);
    return this;
  }

  u64(value: number): this {
    return this.u32(value % 2 ** 32).u32(Math.floor(value / 2 ** 32));
  }

  text(text: string, bytes: number): void {
    this.buffer.write(text, this.at);
    this.at += bytes;
  }
}
