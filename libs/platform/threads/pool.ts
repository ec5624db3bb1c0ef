import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { Piscina } from 'piscina';

export interface ThreadLimits {
  /** The compiled file that a thread runs, below `libs`; its default export is made by `inThread`. */
  readonly file: string;
  /** Threads at most. */
  readonly threads: number;
  /** Of each thread. */
  readonly heapMegabytes: number;
  /** Of each thread besides, for new objects, kept until it ends. With fewer, garbage is collected more often. */
  readonly newMegabytes: number;
  /** Of CPU time of each task, which a busy machine does not use up. */
  readonly seconds: number;
}

/** A thread that has nothing to do ends, and frees its memory. */
const idleMilliseconds = 30_000;

/** The threads; they start with the first task. Imported when it comes, as most processes have none. */
export function startPool({ file, threads, heapMegabytes, newMegabytes }: ThreadLimits): Piscina {
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
