/** Something did not answer in time; it may still do what it was asked. */
class Late extends Error {
  readonly code = 'ETIMEDOUT';
}

/**
 * What a call answers, unless that takes too long. A stall of this process is no failure of what it
 * calls: an answer that arrived meanwhile is read before the clock is believed.
 *
 * @throws Error with the code ETIMEDOUT after so many milliseconds
 */
export function inTime<T>(call: () => Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => reject(new Late(`No answer within ${ms} ms.`))), ms);
    call()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
