import type { INestApplicationContext } from '@nestjs/common';
import { Problem } from '#platform/problems';
import { StorageIdentity } from '#platform/storage';
import { explain } from './explain.js';

/** Takes the storage for this deployment; says on standard error where it is another one, and the process serves without files. */
export async function claimStorage(app: INestApplicationContext): Promise<void> {
  try {
    await app.get(StorageIdentity).claim();
  } catch (error) {
    // The readiness shows a storage that is away or full. A directory that cannot be written must not end the start either.
    const isOfFiles = (error as NodeJS.ErrnoException).syscall !== undefined;
    if (!(error instanceof Problem) && !isOfFiles) throw error;
    if (!(error instanceof Problem) || error.options.forOperators) process.stderr.write(`${explain(error)}\n`);
  }
}
