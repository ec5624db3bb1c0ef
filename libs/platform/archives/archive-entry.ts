import type { Readable } from 'node:stream';
import type { ArchiveReason } from './archive-reasons.js';

/** How much an archive may hold. */
export interface ArchiveLimits {
  /** Files and directories. */
  readonly entries: number;
  /** Of one file, unpacked. */
  readonly fileBytes: number;
  /** Of all files, unpacked. */
  readonly totalBytes: number;
  /** How many times its compressed size a file of more than 1 MB may have; of a tar, which is compressed as a whole, the tar. */
  readonly ratio: number;
}

/** What is smaller may be compressed as well as it can be, in bytes. */
export const ratioFrom = 1024 * 1024;

/** The limits of any upload; how much all files may have is up to the tenant. */
export const uploadLimits = { entries: 10_000, fileBytes: 100 * 1024 * 1024, ratio: 200 };

/** An entry whose name, sizes and place were checked; its content was not read. */
export interface CheckedEntry {
  /** Valid by `pathProblem`, but of an entry that is refused. */
  readonly path: string;
  /** Why it must not be read; only where each entry is refused alone. */
  readonly refused: ArchiveReason | undefined;
  /** Of a directory, whose entry is empty. */
  readonly directory: boolean;
  /** Of the content, as the archive says. */
  readonly bytes: number;
  readonly crc32: number;
  readonly deflated: boolean;
  readonly storedBytes: number;
  /** Of its local header and of its stored bytes, from the start of the file. */
  readonly offset: number;
  readonly dataOffset: number;
}

/** The files of an archive that was checked. */
export interface ArchiveContents {
  /** In the order of the archive, without directories. */
  readonly files: readonly {
    /** Valid by `pathProblem`. */
    readonly path: string;
    readonly bytes: number;
    /** Its content, which counts once it was read to its end: until then it may fail with `archive_refused` (422). */
    open(): Readable;
  }[];
  /** The paths of what macOS added, which is not among the files. */
  readonly leftOut: readonly string[];
  /** To be called once no stream is open. */
  close(): Promise<void>;
}
