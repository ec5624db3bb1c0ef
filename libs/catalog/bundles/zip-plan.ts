import type { Readable } from 'node:stream';
import { comparePaths, manifestPath } from '../files/file-path.js';

/** From these values on a field of the plain format is full, and its value is in a ZIP64 record (APPNOTE 4.4.1.4). */
export const full16 = 0xffff;
export const full32 = 0xffffffff;

/** A file of a ZIP, whose stored bytes exist already. */
export interface ZipMember {
  /** With `/` between its segments, well-formed Unicode. */
  readonly path: string;
  /** Of the content, at most 2^53 - 1. */
  readonly bytes: number;
  /** Of the content, unsigned. */
  readonly crc32: number;
  /** As they are kept and written. */
  readonly storedBytes: number;
  /** `deflate` is the raw format of RFC 1951, without a header. */
  readonly encoding: 'identity' | 'deflate';
  /** Opens the stored bytes; called once, when its turn comes, and not for a member without stored bytes. */
  read(): Promise<Readable> | Readable;
}

/** A member at its place in the ZIP. */
export interface PlacedMember {
  readonly member: ZipMember;
  /** Bytes of its path in UTF-8. */
  readonly nameBytes: number;
  /** Of its local header, from the start of the ZIP. */
  readonly offset: number;
}

/** Where each record of a ZIP is, all numbers in bytes. */
export interface ZipPlan {
  readonly placed: readonly PlacedMember[];
  readonly directoryOffset: number;
  readonly directoryBytes: number;
  /** Of the whole ZIP. */
  readonly length: number;
}

/**
 * Places members: the manifest first, the others in the order of the bytes of their paths.
 *
 * @throws Error when two have the same path, or one that is kept as it is has two sizes
 */
export function planZip(members: readonly ZipMember[]): ZipPlan {
  const placed: PlacedMember[] = [];
  let offset = 0;
  let directoryBytes = 0;
  for (const member of [...members].sort(manifestFirst)) {
    refuseWrong(member, placed.at(-1)?.member);
    const at: PlacedMember = { member, nameBytes: Buffer.byteLength(member.path), offset };
    placed.push(at);
    offset += 30 + at.nameBytes + (hasLongSize(member) ? 20 : 0) + member.storedBytes;
    directoryBytes += 46 + at.nameBytes + longFieldBytes(at);
  }
  const plan = { placed, directoryOffset: offset, directoryBytes };
  return { ...plan, length: offset + directoryBytes + 22 + (needsZip64End(plan) ? 76 : 0) };
}

function manifestFirst(a: ZipMember, b: ZipMember): number {
  if (a.path === manifestPath) return b.path === manifestPath ? 0 : -1;
  return b.path === manifestPath ? 1 : comparePaths(a.path, b.path);
}

function refuseWrong({ path, encoding, bytes, storedBytes }: ZipMember, former: ZipMember | undefined): void {
  if (path === former?.path) throw new Error(`Two members of a ZIP have the path ${path}.`);
  if (encoding === 'identity' && bytes !== storedBytes)
    throw new Error(`${path} is kept as it is, with ${bytes} bytes, and not with ${storedBytes}.`);
}

/** Whether a local header has a ZIP64 field: it then holds both sizes. */
export const hasLongSize = ({ bytes, storedBytes }: ZipMember) => bytes >= full32 || storedBytes >= full32;

/** What the ZIP64 field of a directory entry holds. */
export const longFields = ({ member, offset }: PlacedMember) =>
  [member.bytes, member.storedBytes, offset].filter((value) => value >= full32);

const isLong = ({ member, offset }: PlacedMember) => offset >= full32 || hasLongSize(member);

/** Bytes of the ZIP64 field of a directory entry, 0 when it has none. */
export const longFieldBytes = (placed: PlacedMember) => (isLong(placed) ? 4 + 8 * longFields(placed).length : 0);

export const needsZip64End = ({ placed, directoryOffset, directoryBytes }: Omit<ZipPlan, 'length'>) =>
  placed.length >= full16 || directoryOffset >= full32 || directoryBytes >= full32;
