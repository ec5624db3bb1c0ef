import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { ThreadLimits } from './bounded-threads.js';

/** Of a thread, for new objects: the default keeps some 60 MB more in each thread, for usual files too. */
const newMegabytes = 16;
/** A thread that has nothing to do ends, and frees its memory. */
const idleMilliseconds = 30_000;

/** The threads; they start with the first task. Imported when it comes, as most processes have none. */
export function startPool({ file, threads, heapMegabytes }: ThreadLimits): Piscina {
  // The compiled file, wherever this one is: in sources under test, compiled, or in a bundle.
  const root = join(findPackageJSON(import.meta.url) ?? '', '..');
  const pool = new Piscina({
    filename: join(root, 'dist/libs', file),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMilliseconds,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: newMegabytes },
  });
  // A thread that was given up may fail as it ends, such as for want of memory: without a listener that ends the process.
  pool.on('error', () => {});
  return pool;
}
