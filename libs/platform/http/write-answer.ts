import type { RequestContext } from './request-context.js';

/** How long a client may read nothing of an answer, in milliseconds. */
const SLOWEST_READER = 65_000;

/**
 * Sends an answer with the status of the response, without Fastify. The wait for a client that does not read is limited; Node
 * resets the timeout with keep-alive.
 *
 * @param headers names and values by turns
 * @param body bytes, or a text of characters below 256, each of which is one byte; undefined for none; left out for HEAD
 */
export function writeAnswer(
  { raw, response }: RequestContext,
  headers: string[],
  body: Buffer | string | undefined,
): void {
  response.writeHead(response.statusCode, headers);
  if (body === undefined || raw.method === 'HEAD') response.end();
  else response.end(body, 'latin1');
  if (response.writableLength > 0) raw.socket.setTimeout?.(SLOWEST_READER);
}
