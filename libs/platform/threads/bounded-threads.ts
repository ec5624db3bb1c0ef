import type { Piscina } from 'piscina';
import type { ThreadTask } from './in-thread.js';
import type { ThreadLimits } from './pool.js';

/** Why a task has no result. */
export class ThreadFailed extends Error {
  constructor(
    readonly reason: 'time' | 'memory' | 'fault',
    cause: unknown,
  ) {
    super(`A thread ended: ${reason}`, { cause });
  }
}

/** For the start of a thread, which takes a fifth of a second where a core is free. */
const MOST_START_SECONDS = 60;

/** Runs tasks on what others sent, however hostile, in threads with bounded memory and time. A thread that is ended is replaced. */
export class BoundedThreads {
  private pool: Promise<Piscina> | undefined;

  constructor(private readonly limits: ThreadLimits) {}

  /**
   * @param input is copied to the thread
   * @param bytes are moved to it where they fill their buffer: do not read them afterwards
   * @throws ThreadFailed
   */
  async run<Input, Result>(input: Input, bytes: Uint8Array): Promise<Result> {
    this.pool ??= import('./pool.js').then(({ startPool }) => startPool(this.limits));
    const pool = await this.pool;
    const moved = movable(bytes);
    const begun = new Int32Array(new SharedArrayBuffer(4));
    const task: ThreadTask<Input> = { input, bytes: moved, begun };
    const limit = limitFrom(begun, this.limits.seconds);
    try {
      // A list at run time, whatever the type of Piscina says.
      return await pool.run(task, { transferList: [moved.buffer] as object, signal: limit });
    } catch (error) {
      if (limit.aborted) throw new ThreadFailed('time', error);
      const full = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      throw new ThreadFailed(full ? 'memory' : 'fault', error);
    }
  }

  /** Ends the threads, with what they still do. */
  async end(): Promise<void> {
    await (await this.pool)?.destroy();
  }
}

/**
 * Aborts some seconds after a thread has begun with a task. That threads start slowly, as many do at once on a busy machine, is no
 * fault of the task; one that does not start at all is given up, too.
 */
function limitFrom(begun: Int32Array, seconds: number): AbortSignal {
  const limit = new AbortController();
  const started = Promise.resolve(Atomics.waitAsync(begun, 0, 0, MOST_START_SECONDS * 1000).value);
  void started.then(() => {
    const late = AbortSignal.timeout(seconds * 1000);
    if (late.aborted) limit.abort();
    else late.addEventListener('abort', () => limit.abort(), { once: true });
  });
  return limit.signal;
}

/** The bytes in a buffer that has nothing else, and may therefore be moved. */
function movable(bytes: Uint8Array): Uint8Array {
  const fills = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return fills ? bytes : new Uint8Array(bytes);
}
