import type { Entry } from 'yauzl';
import { type ArchiveLimits, ratioFrom } from './archive-entry.js';
import type { ArchiveReason } from './archive-reasons.js';
import { archiveRefused } from './archives.errors.js';
import { pathProblem } from './file-path.js';

/** The kinds of files in the mode of Unix, in the four highest bits of the attributes; 0 when a program tells none. */
const [untold, directoryKind, fileKind] = [0, 4, 8];

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Checks what the directory of an archive says of one entry. A name is read as UTF-8 whether it is marked so or not, because
 * many programs do not mark it.
 *
 * @param own a reserved path that it may have
 * @throws Problem `archive_refused` (422)
 */
export function checkEntry(
  entry: Entry,
  limits: ArchiveLimits,
  own: string | undefined,
): { readonly path: string; readonly directory: boolean } {
  const name = nameOf(entry);
  const directory = name.endsWith('/');
  const path = directory ? name.slice(0, -1) : name;
  const wrongPath = path === own ? undefined : pathProblem(path);
  const reason = wrongPath ?? wrongKind(entry, directory) ?? wrongCoding(entry) ?? wrongSize(entry, limits);
  if (!reason) return { path, directory };
  const limit = reason === 'compression_ratio' ? limits.ratio : limits.fileBytes;
  throw archiveRefused(reason, { entry: name, limit });
}

function nameOf({ fileNameRaw }: Entry): string {
  try {
    return utf8.decode(fileNameRaw);
  } catch {
    throw archiveRefused('not_utf8', { entry: fileNameRaw.toString() });
  }
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

function wrongSize(entry: Entry, { fileBytes, ratio }: ArchiveLimits): ArchiveReason | undefined {
  const { uncompressedSize: bytes, compressedSize: storedBytes, compressionMethod } = entry;
  if (compressionMethod === 0 && bytes !== storedBytes) return 'size_mismatch';
  if (bytes > fileBytes) return 'file_too_large';
  return bytes > ratioFrom && bytes > ratio * storedBytes ? 'compression_ratio' : undefined;
}
