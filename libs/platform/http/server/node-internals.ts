import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/*
 * Undocumented members of Node's connections, with how they are used here. The fields of a response are in
 * `headed-response.ts`. Where a later Node lacks any of these, `nodeShowsConnections` is false, and each user goes on by
 * Node's public interface.
 */

/** Node's parser of a connection: what an event stream drops, as it takes 8 KB. */
export interface Parser {
  /** Whether it reads from the descriptor itself, past the stream; it must stop before it is closed. */
  readonly _consumed: boolean;
  /** The latest request that came. */
  readonly incoming: IncomingMessage | null;
  unconsume(): void;
  remove(): void;
  close(): void;
}

/** A connection of an HTTP server. */
export interface Connection extends Duplex {
  /** Null once Node parses nothing more. */
  parser?: Parser | null;
  /** The answer being sent, by which a refusal is not written into it. Node's own error handler reads the same field. */
  readonly _httpMessage?: (ServerResponse & { _headerSent: boolean }) | null;
}

/** What Node's HTTP server listens to on a connection. */
const heard = ['data', 'end', 'close', 'drain', 'error', 'timeout', 'pause', 'resume'] as const;
/** What the parser refers to. */
const nothing = { socket: null, incoming: null, onIncoming: null, outgoing: null, _headers: [], _url: '' };

/** Frees the parser of a connection whose answer was detached. Node then reads nothing from it, and leaves its errors to the caller. */
export function dropParser(socket: Connection, parser: Parser): void {
  for (const event of heard) socket.removeAllListeners(event);
  if (parser._consumed) parser.unconsume();
  parser.remove();
  Object.assign(parser, nothing);
  Object.assign(socket, { parser: null, server: null });
  parser.close();
}

const REQUEST = Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n');

/** Whether Node has all that this file names, and drops a parser: tried on a connection in memory, without a port. */
export function showsConnections(create: (listener: RequestListener) => Server = createServer): boolean {
  const answers: ServerResponse[] = [];
  const socket: Connection = new Duplex({ read() {}, write: (_piece, _encoding, done) => done() });
  try {
    const server = create((_request, response) => {
      answers.push(response);
    });
    server.emit('connection', socket);
    socket.emit('data', REQUEST);
    const [answer] = answers;
    const { parser, _httpMessage } = socket;
    if (!answer || !parser || parser._consumed !== false || parser.incoming !== answer.req) return false;
    if (_httpMessage !== answer || _httpMessage._headerSent !== false) return false;
    answer.flushHeaders();
    if (!_httpMessage._headerSent || typeof parser.unconsume !== 'function') return false;
    answer.detachSocket(socket as Socket);
    dropParser(socket, parser);
    return socket._httpMessage === null;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** What `showsConnections` found on this Node, when the process started. */
export const nodeShowsConnections = showsConnections();
