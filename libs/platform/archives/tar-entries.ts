import type { FileHandle } from 'node:fs/promises';
import type { ArchiveLimits } from './archive-entry.js';
import { archiveRefused } from './archives.errors.js';
import { readLongName, readPax, type TarExtension } from './tar-extension.js';
import { readTarHeader, type TarHeader, tarBlock } from './tar-header.js';

/** An entry of a tar by its headers; its path was not checked. */
export interface TarEntry {
  /** As the archive has it. */
  readonly name: string;
  readonly directory: boolean;
  readonly bytes: number;
  /** Where its content begins, in bytes from the start of the file. */
  readonly dataOffset: number;
}

/** Of an extended header, which is held in memory. */
const longestExtension = 1024 * 1024;
/** Of a name, in bytes: no valid path is longer, with the folder that is left out. */
const longestName = 1100;

/** What is compared at once with what should be zero. */
const zeros = Buffer.alloc(65_536);

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads all headers of a tar, to its end, and nothing of its contents.
 *
 * @param size of the file, in bytes
 * @throws Problem `archive_refused` (422); the reason of the signal
 */
export async function readTarEntries(
  file: FileHandle,
  size: number,
  limits: ArchiveLimits,
  signal?: AbortSignal,
): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  let [at, count, total] = [0, 0, 0];
  let extensions = new Map<string, TarExtension>();
  while (true) {
    signal?.throwIfAborted();
    const block = await bytesAt(file, at, tarBlock);
    if (block.length < tarBlock) throw archiveRefused(at === 0 ? 'not_tar' : 'truncated');
    if (isZero(block)) break;
    const header = readTarHeader(block);
    if (!header) throw archiveRefused(at === 0 ? 'not_tar' : 'header_invalid');
    const dataOffset = at + tarBlock;
    at = dataOffset + Math.ceil(header.bytes / tarBlock) * tarBlock;
    const extension = await extensionIn(file, header, dataOffset);
    if (extension) {
      // Global records stay in force, for every program in another way: they may say nothing that matters.
      if (header.type === 'g' ? Object.keys(extension).length > 0 : extensions.has(header.type))
        throw archiveRefused('header_invalid', { entry: shown(header.name) });
      if (header.type === 'g') count += 1;
      else extensions.set(header.type, extension);
    } else {
      const entry = entryOf(header, extensions, limits, dataOffset);
      extensions = new Map();
      count += 1;
      total += entry.bytes;
      entries.push(entry);
      if (total > limits.totalBytes) throw archiveRefused('archive_too_large', { limit: limits.totalBytes });
      if (at > size) throw archiveRefused('truncated', { entry: entry.name });
    }
    if (count > limits.entries) throw archiveRefused('too_many_entries', { limit: limits.entries });
  }
  if (extensions.size > 0 || !(await endsAt(file, at, size))) throw archiveRefused('truncated');
  return entries;
}

/** What an extended header says; undefined for the header of an entry. */
async function extensionIn(
  file: FileHandle,
  { type, bytes, name }: TarHeader,
  at: number,
): Promise<TarExtension | undefined> {
  if (!'xgLK'.includes(type)) return undefined;
  if (bytes > longestExtension) throw archiveRefused('header_invalid', { entry: shown(name) });
  const content = await bytesAt(file, at, bytes);
  if (content.length < bytes) throw archiveRefused('truncated');
  // Where a link leads does not matter: no link is taken.
  if (type === 'K') return {};
  const extension = type === 'L' ? readLongName(content) : readPax(content);
  if (!extension) throw archiveRefused('header_invalid', { entry: shown(name) });
  return extension;
}

function entryOf(
  header: TarHeader,
  extensions: ReadonlyMap<string, TarExtension>,
  limits: ArchiveLimits,
  dataOffset: number,
): TarEntry {
  const [pax, long] = [extensions.get('x'), extensions.get('L')];
  const raw = pax?.path ?? long?.path ?? header.name;
  if (raw.length > longestName) throw archiveRefused('path_too_long', { entry: shown(raw) });
  const name = decoded(raw);
  const { type } = header;
  const bytes = pax?.bytes ?? header.bytes;
  const directory = type === '5';
  const file = type === '0' || type === '\0';
  if ((!file && !directory) || (directory && bytes > 0) || pax?.sparse)
    throw archiveRefused('special_file', { entry: name });
  if (bytes > limits.fileBytes) throw archiveRefused('file_too_large', { entry: name, limit: limits.fileBytes });
  // Programs differ in which of the two they believe. A size that the header has no room for is too large.
  if (bytes !== header.bytes || (pax?.path && long)) throw archiveRefused('header_invalid', { entry: name });
  return { name, directory, bytes, dataOffset };
}

function decoded(name: Buffer): string {
  try {
    return utf8.decode(name);
  } catch {
    throw archiveRefused('not_utf8', { entry: shown(name) });
  }
}

const shown = (name: Buffer) => name.toString('utf8', 0, longestName);

/** Whether nothing follows but zeros, of which there are two blocks at least: else an entry could be hidden there. */
async function endsAt(file: FileHandle, from: number, size: number): Promise<boolean> {
  if (size - from < 2 * tarBlock || size % tarBlock > 0) return false;
  for (let at = from; at < size; ) {
    const piece = await bytesAt(file, at, Math.min(zeros.length, size - at));
    if (piece.length === 0 || !isZero(piece)) return false;
    at += piece.length;
  }
  return true;
}

const isZero = (bytes: Buffer) => bytes.equals(zeros.subarray(0, bytes.length));

/** Fewer at the end of the file. */
async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
