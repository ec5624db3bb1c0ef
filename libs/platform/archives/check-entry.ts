import type { Entry } from 'yauzl';
import { type ArchiveLimits, ratioFrom } from './archive-entry.js';
import type { ArchiveReason } from './archive-reasons.js';
import { archiveRefused } from './archives.errors.js';
import { entryName } from './entry-name.js';
import { leavesFolder, pathOf, pathProblem } from './file-path.js';

/** The kinds of files in the mode of Unix, in the four highest bits of the attributes; 0 when a program tells none. */
const [untold, directoryKind, fileKind] = [0, 4, 8];

/** What is asked of the entries of an archive, beside its limits. */
export interface EntryRules {
  /** A reserved path that one may have. */
  readonly own?: string | undefined;
  /**
   * Whether a fault of one entry refuses that one alone, which is for who writes nothing under the names of entries. Names may
   * clash then. Paths that leave the folder, and what unpacks to more than the ratio, refuse the archive all the same.
   */
  readonly eachAlone?: boolean;
}

/** What the directory says of an entry. */
export interface ListedEntry {
  /** Empty for the folder that was packed. */
  readonly path: string;
  readonly directory: boolean;
  readonly refused: ArchiveReason | undefined;
}

/**
 * Checks what the directory of an archive says of one entry.
 *
 * @throws Problem `archive_refused` (422)
 */
export function checkEntry(entry: Entry, limits: ArchiveLimits, { own, eachAlone }: EntryRules): ListedEntry {
  const read = entryName(entry);
  const name = read ?? entry.fileNameRaw.toString();
  const directory = name.endsWith('/');
  const path = pathOf(name, directory);
  const right = path === own || (directory && path === '' && name !== '/');
  const wrongPath = read === undefined ? 'not_utf8' : right ? undefined : pathProblem(path);
  const reason = wrongPath ?? wrongKind(entry, directory) ?? wrongCoding(entry) ?? wrongSize(entry, limits);
  const refusing = eachAlone ? (leavesFolder(path) ?? wrongRatio(entry, limits)) : reason;
  if (!refusing) return { path, directory, refused: reason };
  const limit = refusing === 'compression_ratio' ? limits.ratio : limits.fileBytes;
  throw archiveRefused(refusing, { entry: name, limit });
}

function wrongKind({ externalFileAttributes, uncompressedSize }: Entry, directory: boolean): ArchiveReason | undefined {
  const kind = externalFileAttributes >>> 28;
  if (kind !== untold && kind !== (directory ? directoryKind : fileKind)) return 'special_file';
  return directory && uncompressedSize > 0 ? 'special_file' : undefined;
}

function wrongCoding(entry: Entry): ArchiveReason | undefined {
  if (entry.isEncrypted()) return 'encrypted';
  return entry.compressionMethod === 0 || entry.compressionMethod === 8 ? undefined : 'unsupported_method';
}

function wrongSize(entry: Entry, limits: ArchiveLimits): ArchiveReason | undefined {
  const { uncompressedSize: bytes, compressedSize: storedBytes, compressionMethod } = entry;
  if (compressionMethod === 0 && bytes !== storedBytes) return 'size_mismatch';
  return bytes > limits.fileBytes ? 'file_too_large' : wrongRatio(entry, limits);
}

function wrongRatio(
  { uncompressedSize: bytes, compressedSize: storedBytes }: Entry,
  { ratio }: ArchiveLimits,
): ArchiveReason | undefined {
  return bytes > ratioFrom && bytes > ratio * storedBytes ? 'compression_ratio' : undefined;
}
