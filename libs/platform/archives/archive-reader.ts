import type { FileHandle } from 'node:fs/promises';
import { fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { archiveRefused } from './archives.errors.js';

const localHeader = 0x04034b50;
/** An archive without entries begins with its end. */
const end = 0x06054b50;
const zip64End = 0x06064b50;

/** An archive that is open; who opened the file closes it. */
export interface OpenArchive {
  readonly file: FileHandle;
  readonly zip: ZipFile;
  /** Where the directory starts, in bytes from the start of the file. */
  readonly directoryOffset: number;
}

/** @throws Problem `archive_refused` (422), reasons `not_zip` and `truncated` */
export async function openArchive(file: FileHandle): Promise<OpenArchive> {
  const first = await signatureAt(file, 0);
  if (first !== localHeader && first !== end) throw archiveRefused('not_zip');
  const { size } = await file.stat();
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  const zip = await fromRandomAccessReaderPromise(new FileReader(file), size, options).catch((cause) => {
    throw archiveRefused('truncated', { cause });
  });
  // yauzl's types say that the place is a boolean.
  return { file, zip, directoryOffset: Number(zip.readEntryCursor) };
}

/** Refuses a directory with more entries than it counts. @throws Problem `archive_refused` (422), reason `truncated` */
export async function refuseHiddenEntries({ file, zip }: OpenArchive): Promise<void> {
  const next = await signatureAt(file, Number(zip.readEntryCursor));
  if (next !== end && next !== zip64End) throw archiveRefused('truncated');
}

async function signatureAt(file: FileHandle, position: number): Promise<number | undefined> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, position);
  return bytesRead === 4 ? buffer.readUInt32LE() : undefined;
}

/** Reads at places that an archive names, which may lie anywhere: yauzl's own reader throws for one over 2^53. */
class FileReader extends RandomAccessReader {
  constructor(private readonly file: FileHandle) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.file.read(buffer, offset, length, position).then(
      ({ bytesRead }) => done(bytesRead < length ? new Error('The file ends before what it names.') : null),
      (error) => done(error),
    );
  }
}
