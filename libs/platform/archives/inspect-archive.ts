import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Entry } from 'yauzl';
import type { ArchiveLimits, CheckedEntry } from './archive-entry.js';
import { type OpenArchive, openArchive, refuseHiddenEntries } from './archive-reader.js';
import { archiveRefused } from './archives.errors.js';
import { checkEntry, type EntryRules } from './check-entry.js';
import { refuseClashes, refuseOverlaps } from './compare-entries.js';
import { contentOf } from './entry-content.js';
import { checkLocalHeader } from './local-header.js';

/** A file in an archive. */
export interface ArchiveFile extends CheckedEntry {
  /**
   * Unpacks it. The stream fails with the problem `archive_refused` (422) as soon as more bytes come out than `bytes`, and at
   * its end when they are fewer or do not have their checksum: until then nothing that was read may count.
   */
  open(): Readable;
}

/** An archive whose directory was checked. */
export interface InspectedArchive {
  /** Open until `close` is called. */
  readonly file: FileHandle;
  /** In the order of the directory, without directories. */
  readonly files: readonly ArchiveFile[];
  /** The paths of entries that are directories, which an upload passes over. */
  readonly directories: readonly string[];
  /** To be called once no stream is open. */
  close(): Promise<void>;
}

/**
 * Checks the directory of a ZIP and all headers of its entries, without unpacking a byte and without writing anything.
 *
 * @throws Problem `archive_refused` (422), whose member `reason` says why
 */
export async function inspectArchive(
  file: string,
  limits: ArchiveLimits,
  rules: EntryRules = {},
): Promise<InspectedArchive> {
  const handle = await open(file);
  try {
    const archive = await openArchive(handle);
    const entries = await readDirectory(archive, limits, rules);
    await refuseHiddenEntries(archive);
    refuseOverlaps(entries, archive.directoryOffset);
    if (!rules.eachAlone) refuseClashes(entries);
    const files = entries
      .filter(({ directory }) => !directory)
      .map((entry) => ({ ...entry, open: () => contentOf(handle, entry) }));
    const directories = entries.filter(({ path, directory }) => directory && path).map(({ path }) => path);
    return { file: handle, files, directories, close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readDirectory(archive: OpenArchive, limits: ArchiveLimits, rules: EntryRules): Promise<CheckedEntry[]> {
  const { zip } = archive;
  if (zip.entryCount > limits.entries) throw archiveRefused('too_many_entries', { limit: limits.entries });
  const entries: CheckedEntry[] = [];
  let total = 0;
  for await (const entry of entriesOf(archive)) {
    const { path, directory, refused } = checkEntry(entry, limits, rules);
    total += entry.uncompressedSize;
    if (total > limits.totalBytes) throw archiveRefused('archive_too_large', { limit: limits.totalBytes });
    const { dataOffset, wrong } = await checkLocalHeader(zip, entry);
    if (wrong && !rules.eachAlone) throw archiveRefused(wrong.reason, { entry: path, cause: wrong.cause });
    const { uncompressedSize: bytes, compressedSize: storedBytes, relativeOffsetOfLocalHeader: offset, crc32 } = entry;
    const deflated = entry.compressionMethod === 8;
    const listed = { path, directory, refused: refused ?? wrong?.reason };
    entries.push({ ...listed, bytes, crc32, deflated, storedBytes, offset, dataOffset });
  }
  return entries;
}

async function* entriesOf({ zip }: OpenArchive): AsyncGenerator<Entry> {
  const entries = zip.eachEntry();
  while (true) {
    const next = await entries.next().catch((cause) => {
      // yauzl stops by itself at entries with what it calls strong encryption.
      throw archiveRefused(/encrypt/.test(cause.message) ? 'encrypted' : 'truncated', { cause });
    });
    if (next.done) return;
    yield next.value;
  }
}
