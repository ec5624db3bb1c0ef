import { getPriority, setPriority } from 'node:os';
import { threadId } from 'node:worker_threads';

/** Requests come first, where a large task takes all of a core; on a busy one it still gets a quarter of it. */
const niceness = 5;

export interface ThreadTask<Input> {
  readonly input: Input;
  readonly bytes: Uint8Array;
  /** Two numbers in shared memory: the id of the thread that has begun, 0 before, and the milliseconds of CPU time it had used. */
  readonly begun: Int32Array;
}

/** What a thread runs for each task. @param work may only return: an error that it throws loses its class on the way */
export function inThread<Input, Result>(work: (input: Input, bytes: Uint8Array) => Result) {
  // Linux lowers the calling thread, others the whole process.
  if (process.platform === 'linux' && getPriority(0) < niceness) setPriority(0, niceness);
  return ({ input, bytes, begun }: ThreadTask<Input>): Result => {
    const { user, system } = process.threadCpuUsage();
    Atomics.store(begun, 1, (user + system) / 1000);
    Atomics.store(begun, 0, threadId);
    Atomics.notify(begun, 0);
    return work(input, bytes);
  };
}
