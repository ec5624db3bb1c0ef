import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

/** Node's parser of a connection, with the parts that are not in its types. */
interface Parser {
  _consumed?: boolean;
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
 * @returns the answer itself where it is not Node's own, or another Node has another parser: both can be written to
 */
export function takeSocket(response: ServerResponse): Writable {
  const { socket } = response;
  const { parser } = (socket ?? {}) as { parser?: Parser };
  if (!(socket instanceof Socket) || !isParser(parser)) return response;
  response.detachSocket(socket);
  for (const event of heard) socket.removeAllListeners(event);
  if (parser._consumed) parser.unconsume();
  parser.remove();
  Object.assign(parser, nothing);
  Object.assign(socket, { parser: null, server: null });
  // The parser may be the one that called the handler.
  setImmediate(() => parser.close());
  for (const event of ['data', 'end', 'timeout']) socket.on(event, drop);
  return socket.resume();
}

function isParser(parser: Parser | undefined): parser is Parser {
  return [parser?.unconsume, parser?.remove, parser?.close].every((each) => typeof each === 'function');
}

/** One function for all connections. */
function drop(this: Socket): void {
  this.destroy();
}
