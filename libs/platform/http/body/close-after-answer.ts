import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** How long a client that sends on after its answer is read, in milliseconds. */
const LONGEST_REST = 5_000;

/**
 * Ends the connection with an answer that is sent before the whole body was received. The rest is read and dropped for
 * a while (RFC 9112 §9.6): a connection closed with unread bytes is reset, and the reset can overtake the answer.
 *
 * @returns whether the answer must say so: `Connection: close`
 */
export function closeAfterAnswer(raw: IncomingMessage): boolean {
  const { socket, complete } = raw;
  // What Node calls when the answer was written; an injected request has no real socket.
  if (complete || typeof socket.destroySoon !== 'function') return false;
  socket.destroySoon = () => endSlowly(socket, raw);
  return true;
}

/** Sends a whole answer past Node's response, and ends the connection: also where the client keeps its half open. */
export function endWith(request: IncomingMessage, answer: string): void {
  const { socket } = request;
  // Of a CONNECT, Node has taken its own listener away, and the error of a client that has left would end the process.
  if (socket.listenerCount('error') === 0) socket.on('error', () => {});
  closeAfterAnswer(request);
  socket.write(answer, () => socket.destroySoon());
}

function endSlowly(socket: Socket, raw: IncomingMessage): void {
  const end = () => void socket.destroy();
  const timer = setTimeout(end, LONGEST_REST);
  socket.once('close', () => clearTimeout(timer)).end();
  raw.once('end', end).resume();
}
