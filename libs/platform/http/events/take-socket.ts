import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { type Connection, dropParser, nodeShowsConnections } from '../server/node-internals.js';

/**
 * The connection of an answer whose head was sent, without Node's HTTP parser, which with its request and response takes
 * 8 KB a connection. As for an upgrade, Node parses nothing more that comes, and knows this connection as one of the
 * server's only to count it: who takes it must end it before the server can close. A client that sends anything more
 * is disconnected.
 *
 * Call it in a turn of the event loop of its own: the parser may be what called the handler, and goes on with what came in
 * the same piece; an error in that would find no server and end the process.
 *
 * @param dropsParser whether this Node lets go of its parser
 * @returns the answer itself where its connection is not Node's own, or keeps its parser: both can be written to;
 *   undefined where the client has left, or has other requests on this connection, of whose answers Node tells nothing
 *   when it is lost
 */
export function takeSocket(response: ServerResponse, dropsParser = nodeShowsConnections): Writable | undefined {
  const { socket } = response.req;
  if (!(socket instanceof Socket)) return response;
  if (socket.destroyed || response.socket !== socket) return undefined;
  const { parser } = socket as Connection;
  if (!dropsParser || !parser) return response;
  if (parser.incoming !== response.req) return undefined;
  response.detachSocket(socket);
  dropParser(socket, parser);
  // After the last byte too: a client that keeps its half open would keep the connection.
  for (const event of ['data', 'end', 'timeout', 'finish']) socket.on(event, drop);
  return socket.resume();
}

/** One function for all connections. */
function drop(this: Socket): void {
  this.destroy();
}
