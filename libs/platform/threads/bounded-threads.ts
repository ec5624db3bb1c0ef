import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
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
/**
 * The time that may pass for each second of CPU time. A thread that takes longer neither runs nor ends, or is in one step of
 * native code, in which it cannot be asked.
 */
const MOST_WALL = 4;
/** Between two questions for the CPU time of a thread, in milliseconds. */
const LEAST_MS = 200;

/** Runs tasks on what others sent, however hostile, in threads with bounded memory and CPU time. A thread that is ended is replaced. */
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
    const begun = new Int32Array(new SharedArrayBuffer(8));
    const task: ThreadTask<Input> = { input, bytes: moved, begun };
    const [limit, ended] = [new AbortController(), new AbortController()];
    // Rejected where the thread has ended meanwhile, and its task with it.
    timeUp(pool, begun, this.limits.seconds, ended.signal).then(
      () => limit.abort(),
      () => {},
    );
    try {
      // A list at run time, whatever the type of Piscina says.
      return await pool.run(task, { transferList: [moved.buffer] as object, signal: limit.signal });
    } catch (error) {
      if (limit.signal.aborted) throw new ThreadFailed('time', error);
      const full = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      throw new ThreadFailed(full ? 'memory' : 'fault', error);
    } finally {
      ended.abort();
    }
  }

  /** Ends the threads, with what they still do. */
  async end(): Promise<void> {
    await (await this.pool)?.destroy();
  }
}

/** Ends once the thread that begins with a task has used so many seconds of CPU time, and is given up when it does not start or stands still. */
async function timeUp(pool: Piscina, begun: Int32Array, seconds: number, ended: AbortSignal): Promise<void> {
  await Atomics.waitAsync(begun, 0, 0, MOST_START_SECONDS * 1000).value;
  const [id, before = 0] = begun;
  const worker = pool.threads.find(({ threadId }) => threadId === id);
  const mostMs = seconds * 1000;
  const until = performance.now() + MOST_WALL * mostMs;
  let usedMs = 0;
  while (worker && !ended.aborted && usedMs < mostMs && performance.now() < until) {
    // It uses no more CPU time than time passes, so that most tasks end before they are asked about.
    // AbortSignal.timeout refuses fractions.
    await rings(AbortSignal.timeout(Math.ceil(Math.max(mostMs - usedMs, LEAST_MS))));
    if (ended.aborted) return;
    const asked = worker.cpuUsage().then(({ user, system }) => (user + system) / 1000 - before);
    // Answered between two steps of JavaScript: within a long one of native code, later.
    usedMs = await Promise.race([asked, setTimeout(LEAST_MS, usedMs, { ref: false })]);
  }
}

async function rings(clock: AbortSignal): Promise<void> {
  if (!clock.aborted) await once(clock, 'abort');
}

/** The bytes in a buffer that has nothing else, and may therefore be moved. */
function movable(bytes: Uint8Array): Uint8Array {
  const fills = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return fills ? bytes : new Uint8Array(bytes);
}
