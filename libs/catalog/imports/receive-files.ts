import { inTurns } from '#platform/resilience';
import type { IncomingFile, Storage } from '#platform/storage';
import type { FoundFile } from './found-package.js';

/** The largest file that is kept, in bytes. */
const LARGEST_FILE = 1_000_000_000;

/**
 * Receives the files of a package, so many at once.
 *
 * @param received takes each file as soon as it is there, so that a failure leaves none
 * @returns them in the order of `files`
 * @throws Problem and errors as `Storage.receiveFile`; the reason of the signal
 */
export async function receiveFiles(
  storage: Storage,
  files: readonly FoundFile[],
  atOnce: number,
  received: IncomingFile[],
  signal?: AbortSignal,
): Promise<IncomingFile[]> {
  const own: IncomingFile[] = [];
  await inTurns(files.entries(), atOnce, async ([i, { location }]) => {
    signal?.throwIfAborted();
    const file = await storage.receiveFile(location, LARGEST_FILE);
    own[i] = file;
    received.push(file);
  });
  return own;
}
