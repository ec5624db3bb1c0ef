import type { Readable } from 'node:stream';

/**
 * The chunks of a body. Only the time in which a chunk is asked for counts: a slow reader is not a stalled service.
 *
 * @throws Error with the code ETIMEDOUT when none comes for `ms` milliseconds; the body is destroyed then
 */
export async function* untilStalled(body: Readable, ms: number): AsyncGenerator<Buffer> {
  const late = () => body.destroy(Object.assign(new Error(`No bytes for ${ms} ms.`), { code: 'ETIMEDOUT' }));
  let timer = setTimeout(late, ms);
  try {
    for await (const chunk of body) {
      clearTimeout(timer);
      yield chunk;
      timer = setTimeout(late, ms);
    }
  } finally {
    clearTimeout(timer);
  }
}
