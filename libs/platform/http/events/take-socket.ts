import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

/** Node's parser of a connection, with the parts that are not in its types. */
interface Parser {
  _consumed?: boolean;
  /** The latest request that came. */
  readonly incoming: IncomingMessage | null;
  unconsume(): void;
  remove(): void;
  close(): void;
}

/** What Node's HTTP server listens to on a connection. */
const heard = ['data', 'end', 'close', 'drain', 'error', 'timeout', 'pause', 'resume'] as const;
/** What the parser refers to. */
const nothing = { socket: null, incoming: null, onIncoming: null, outgoing: null, _headers: [], _url: '' };

/**
 * The connection of an answer whose head was sent, without Node's HTTP parser, which with its request and response takes
 * 8 KB a connection. As for an upgrade, Node parses nothing more that comes, and knows this connection as one of the
 * server's only to count it: who takes it must end it before the server can close. A client that sends anything more
 * is disconnected.
 *
 * Call it in a turn of the event loop of its own: the parser may be what called the handler, and goes on with what came in
 * the same piece; an error in that would find no server and end the process.
 *
 * @returns the answer itself where it is not Node's own, or another Node has another parser: both can be written to;
 *   undefined where the client has left, or has other requests on this connection, of whose answers Node tells nothing
 *   when it is lost
 */
export function takeSocket(response: ServerResponse): Writable | undefined {
  const { socket } = response.req;
  if (!(socket instanceof Socket)) return response;
  const { parser } = socket as { parser?: Parser };
  if (socket.destroyed || response.socket !== socket) return undefined;
  if (!isParser(parser)) return response;
  if (parser.incoming !== response.req) return undefined;
  response.detachSocket(socket);
  for (const event of heard) socket.removeAllListeners(event);
  if (parser._consumed) parser.unconsume();
  parser.remove();
  Object.assign(parser, nothing);
  Object.assign(socket, { parser: null, server: null });
  parser.close();
  // After the last byte too: a client that keeps its half open would keep the connection.
  for (const event of ['data', 'end', 'timeout', 'finish']) socket.on(event, drop);
  return socket.resume();
}

function isParser(parser: Parser | undefined): parser is Parser {
  return [parser?.unconsume, parser?.remove, parser?.close].every((each) => typeof each === 'function');
}

/** One function for all connections. */
function drop(this: Socket): void {
  this.destroy();
}
