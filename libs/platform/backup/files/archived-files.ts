import type { Archive } from '../archive/archive.js';
import { backupProblems } from '../backup.errors.js';
import type { FileSource } from './add-files.js';
import { entryOfFile } from './tenant-blob.js';

/** The files of an archive, for another that is written from its rows: what it lacks or only lists, that one does too. */
export function archivedFiles(archive: Archive): FileSource {
  return {
    store: {
      local: archive.manifest.files === 'included',
      place: archive.file,
      size: async (blob) => archive.sizeOfFile(blob),
      read: async (blob) => {
        const stored = await archive.openFile(blob);
        if (stored) return stored;
        throw backupProblems.archive_entry_missing({ file: archive.file, entry: entryOfFile(blob) });
      },
    },
    // What it lacks was deleted while it was written.
    isNeeded: async () => false,
  };
}
