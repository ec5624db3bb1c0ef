import { once } from 'node:events';
import { Server } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * Accepts no more connections, and resolves when the open ones have ended, or after `most` milliseconds. The listener
 * closes first: a new connection is then refused, which clients and balancers try elsewhere, while each one that
 * still waited to be accepted when a listener closes is reset.
 */
export async function drainConnections(server: Server, most: number): Promise<void> {
  // Connections that wait already are accepted in this turn of the event loop.
  await setImmediate();
  const ended = once(server, 'close');
  // Not the close of HTTP, which also closes idle connections: their next request may be on its way.
  Server.prototype.close.call(server);
  await Promise.race([ended, setTimeout(most)]);
}
