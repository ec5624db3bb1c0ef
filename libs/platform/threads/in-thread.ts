import { getPriority, setPriority } from 'node:os';

/** Requests come first, where a large task takes all of a core; on a busy one it still gets a quarter of it. */
const niceness = 5;

export interface ThreadTask<Input> {
  readonly input: Input;
  readonly bytes: Uint8Array;
  /** One number in shared memory, which is not 0 any more once a thread has begun. */
  readonly begun: Int32Array;
}

/** What a thread runs for each task. @param work may only return: an error that it throws loses its class on the way */
export function inThread<Input, Result>(work: (input: Input, bytes: Uint8Array) => Result) {
  // Linux lowers the calling thread, others the whole process.
  if (process.platform === 'linux' && getPriority(0) < niceness) setPriority(0, niceness);
  return ({ input, bytes, begun }: ThreadTask<Input>): Result => {
    Atomics.store(begun, 0, 1);
    Atomics.notify(begun, 0);
    return work(input, bytes);
  };
}
