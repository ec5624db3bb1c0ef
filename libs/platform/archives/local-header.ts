import { type Entry, type LocalFileHeader, parseExtraFields, type ZipFile } from 'yauzl';
import { archiveRefused } from './archives.errors.js';

/** Of the flags those that tell how the content is read: encryption, and names in UTF-8. */
const tellingFlags = 0x0801;
/** Sizes and checksum follow the content; the local header may have zeros instead. */
const sizesFollow = 0x0008;
const full32 = 0xffffffff;

/**
 * Compares the header before an entry's content with the directory: other programs may read either.
 *
 * @returns where the stored bytes start, from the start of the file
 * @throws Problem `archive_refused` (422), reasons `truncated` and `header_mismatch`
 */
export async function checkLocalHeader(zip: ZipFile, entry: Entry, path: string): Promise<number> {
  const header = await zip.readLocalFileHeaderPromise(entry).catch((cause) => {
    const unsigned = /signature/.test(cause.message);
    throw archiveRefused(unsigned ? 'header_mismatch' : 'truncated', { entry: path, cause });
  });
  const alike =
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === entry.compressionMethod &&
    (header.generalPurposeBitFlag & tellingFlags) === (entry.generalPurposeBitFlag & tellingFlags) &&
    sizesAlike(header, entry);
  if (!alike) throw archiveRefused('header_mismatch', { entry: path });
  return header.fileDataStart;
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
