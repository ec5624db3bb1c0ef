import type { INestApplicationContext } from '@nestjs/common';
import { Problem } from '#platform/problems';
import { StorageIdentity } from '#platform/storage';
import { explain } from './explain.js';

/** Takes the storage for this deployment; says on standard error where it is another one, and the process serves without files. */
export async function claimStorage(app: INestApplicationContext): Promise<void> {
  try {
    await app.get(StorageIdentity).claim();
  } catch (error) {
    // The readiness shows a storage that is away or full.
    if (!(error instanceof Problem)) throw error;
    if (error.options.forOperators) process.stderr.write(`${explain(error)}\n`);
  }
}
