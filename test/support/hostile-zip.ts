import { crc32, deflateRawSync } from 'node:zlib';

/** The fields that a local header and a directory entry have alike. */
interface Header {
  name?: string | Buffer;
  flags?: number;
  method?: number;
  crc32?: number;
  storedBytes?: number;
  bytes?: number;
  extra?: Buffer;
}

/** An entry that is right but for what is given. */
export interface HostileEntry extends Header {
  name: string | Buffer;
  /** What a reader unpacks. */
  content?: string | Buffer;
  /** Instead of the compressed content. */
  stored?: Buffer;
  /** External attributes; those of Unix in the upper half. */
  attributes?: number;
  /** The host system, in the upper byte, and the version of the program; Unix by default. */
  madeBy?: number;
  /** Of the local header in the directory. */
  offset?: number;
  /** In the local header alone. */
  local?: Header;
  /** After the stored bytes. */
  after?: Buffer;
}

/** The archive as a whole, where it is not what the entries make. */
export interface HostileEnd {
  /** How many entries it says that it has. */
  count?: number;
  /** Between the directory and the end. */
  before?: Buffer;
  directoryOffset?: number;
  comment?: string;
}

/** A ZIP that says whatever it is told to. */
export function hostileZip(entries: readonly HostileEntry[], end: HostileEnd = {}): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const facts = { ...rightFacts(entry), ...entry };
    const header = { ...facts, ...entry.local };
    const [name, extra] = [Buffer.from(header.name), header.extra ?? Buffer.alloc(0)];
    const parts = [u32(0x04034b50), shared(header), u16(name.length), u16(extra.length), name, extra, facts.stored];
    const bytes = Buffer.concat([...parts, entry.after ?? Buffer.alloc(0)]);
    local.push(bytes);
    directory.push(directoryEntry(facts, entry.offset ?? offset));
    offset += bytes.length;
  }
  const listed = Buffer.concat(directory);
  const { count = entries.length, before = Buffer.alloc(0), directoryOffset = offset, comment = '' } = end;
  const last = [u32(0x06054b50), u16(0), u16(0), u16(count), u16(count), u32(listed.length), u32(directoryOffset)];
  return Buffer.concat([...local, listed, before, ...last, u16(comment.length), Buffer.from(comment)]);
}

function rightFacts({ name, content = '', method = 8, stored }: HostileEntry) {
  const bytes = Buffer.from(content as Buffer);
  const kept = stored ?? (method === 8 ? deflateRawSync(bytes) : bytes);
  return {
    name,
    method,
    stored: kept,
    flags: 0x800,
    crc32: crc32(bytes),
    storedBytes: kept.length,
    bytes: bytes.length,
  };
}

type Facts = HostileEntry & ReturnType<typeof rightFacts>;

function directoryEntry(facts: Facts, offset: number): Buffer {
  const [name, extra] = [Buffer.from(facts.name as Buffer), facts.extra ?? Buffer.alloc(0)];
  const lengths = [u16(name.length), u16(extra.length), u16(0), u16(0), u16(0)];
  const place = [u32(facts.attributes ?? 0), u32(offset)];
  return Buffer.concat([
    u32(0x02014b50),
    u16(facts.madeBy ?? 0x032d),
    shared(facts),
    ...lengths,
    ...place,
    name,
    extra,
  ]);
}

/** From the version needed to the sizes; the date is the first of the format. */
function shared({ flags, method, crc32: sum, storedBytes, bytes }: Header): Buffer {
  const numbers = [u32(sum ?? 0), u32(storedBytes ?? 0), u32(bytes ?? 0)];
  return Buffer.concat([u16(20), u16(flags ?? 0), u16(method ?? 0), u16(0), u16(0x21), ...numbers]);
}

export function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

export function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

export function u64(value: bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(value);
  return buffer;
}
