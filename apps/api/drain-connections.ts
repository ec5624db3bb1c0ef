import { once } from 'node:events';
import { Server } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';

/** Turns of the event loop in which what waits is accepted, at most: the system lets 511 connections wait. */
const MOST_TURNS = 2000;
/** The turn that is under way may be past the part in which connections are accepted. */
const TURNS = 2;

/**
 * Resolves once no connection waits to be accepted. Node accepts one in each turn of its event loop, and those that still wait
 * when a listener closes are reset.
 *
 * @param accepted how many were so far
 */
export async function acceptWaiting(accepted: () => number): Promise<void> {
  for (let [turn, quiet] = [0, 0]; turn < MOST_TURNS && quiet < TURNS; turn += 1) {
    const before = accepted();
    await setImmediate();
    quiet = accepted() === before ? quiet + 1 : 0;
  }
}

/**
 * Accepts no more connections, and resolves when the open ones have ended, or after `most` milliseconds. The listener
 * closes first: a new connection is then refused, which clients and balancers try elsewhere.
 */
export async function drainConnections(server: Server, most: number): Promise<void> {
  let accepted = 0;
  const count = () => {
    accepted += 1;
  };
  server.on('connection', count);
  await acceptWaiting(() => accepted);
  server.off('connection', count);
  const ended = once(server, 'close');
  // Not the close of HTTP, which also closes idle connections: their next request may be on its way.
  Server.prototype.close.call(server);
  await Promise.race([ended, setTimeout(most)]);
}
