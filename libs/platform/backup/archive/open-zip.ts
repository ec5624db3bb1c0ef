import { open } from 'node:fs/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { backupProblems } from '../backup.errors.js';

/** An open ZIP file and the entries of its directory. */
export interface OpenZip {
  readonly zip: ZipFile;
  readonly entries: ReadonlyMap<string, Entry>;
}

/**
 * Opens a ZIP file and reads the directory at its end.
 *
 * @throws Problem `archive_missing`, `archive_foreign` when it is not a ZIP file, `archive_truncated`
 */
export async function openZip(file: string): Promise<OpenZip> {
  if (!(await beginsAsZip(file))) throw backupProblems.archive_foreign({ file });
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false });
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return { zip, entries };
  } catch (cause) {
    zip?.close();
    throw backupProblems.archive_truncated({ file }, { cause });
  }
}

async function beginsAsZip(file: string): Promise<boolean> {
  await using handle = await open(file).catch((cause: NodeJS.ErrnoException) => {
    throw backupProblems.archive_missing({ file, reason: cause.code ?? cause.message }, { cause });
  });
  const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  return buffer.toString('latin1') === 'PK\x03\x04';
}
