/** No answer in time; the call may still take effect. */
class Late extends Error {
  readonly code = 'ETIMEDOUT';
}

/**
 * Runs a call with a timeout. A stall of this process does not fail the call: an answer that has arrived
 * meanwhile is read before the timeout counts.
 *
 * @throws Error with the code ETIMEDOUT after `ms` milliseconds
 */
export function inTime<T>(call: () => Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => reject(new Late(`No answer within ${ms} ms.`))), ms);
    call()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
