import { type Entry, type LocalFileHeader, parseExtraFields, type ZipFile } from 'yauzl';
import type { ArchiveReason } from './archive-reasons.js';

/** Of the flags those that tell how the content is read: encryption, and names in UTF-8. */
const tellingFlags = 0x0801;
/** Sizes and checksum follow the content; the local header may have zeros instead. */
const sizesFollow = 0x0008;
const full32 = 0xffffffff;
/** Without the name. */
const HEADER_BYTES = 30;

/** What the header before an entry's content says. */
export interface CheckedHeader {
  /** Where the stored bytes start, from the start of the file; where that cannot be read, the least that it can be. */
  readonly dataOffset: number;
  readonly wrong?: { readonly reason: ArchiveReason; readonly cause?: unknown };
}

/** Compares the header before an entry's content with the directory: other programs may read either. */
export async function checkLocalHeader(zip: ZipFile, entry: Entry): Promise<CheckedHeader> {
  let header: LocalFileHeader;
  try {
    header = await zip.readLocalFileHeaderPromise(entry);
  } catch (cause) {
    const reason = /signature/.test((cause as Error).message) ? 'header_mismatch' : 'truncated';
    return { dataOffset: entry.relativeOffsetOfLocalHeader + HEADER_BYTES, wrong: { reason, cause } };
  }
  const dataOffset = header.fileDataStart;
  const alike =
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === entry.compressionMethod &&
    (header.generalPurposeBitFlag & tellingFlags) === (entry.generalPurposeBitFlag & tellingFlags) &&
    sizesAlike(header, entry);
  return alike ? { dataOffset } : { dataOffset, wrong: { reason: 'header_mismatch' } };
}

function sizesAlike(header: LocalFileHeader, entry: Entry): boolean {
  const later = (header.generalPurposeBitFlag & sizesFollow) !== 0;
  const [bytes, storedBytes] = sizesOf(header);
  return [
    [bytes, entry.uncompressedSize],
    [storedBytes, entry.compressedSize],
    [header.crc32, entry.crc32],
  ].every(([local, told]) => local === told || (later && local === 0));
}

/** Both sizes, from the ZIP64 field where they are there; none when it is malformed. */
function sizesOf({ uncompressedSize, compressedSize, extraField }: LocalFileHeader): (number | undefined)[] {
  if (uncompressedSize !== full32 && compressedSize !== full32) return [uncompressedSize, compressedSize];
  try {
    const long = parseExtraFields(extraField).find(({ id }) => id === 1)?.data;
    return long ? [Number(long.readBigUInt64LE(0)), Number(long.readBigUInt64LE(8))] : [];
  } catch {
    return [];
  }
}
