import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';

/** How long a client that sends on after its answer is read, in milliseconds. */
const LONGEST_REST = 5_000;

/**
 * Ends the connection with an answer that is sent before the whole body was received. The rest is read and dropped for
 * a while (RFC 9112 §9.6): a connection closed with unread bytes is reset, and the reset can overtake the answer.
 */
export function closeAfterAnswer(raw: IncomingMessage, reply: FastifyReply): void {
  if (raw.complete) return;
  const { socket } = raw;
  // What Node calls when the answer was written; an injected request has no real socket.
  if (typeof socket.destroySoon !== 'function') return;
  reply.header('connection', 'close');
  socket.destroySoon = () => endSlowly(socket, raw);
}

function endSlowly(socket: Socket, raw: IncomingMessage): void {
  const end = () => void socket.destroy();
  const timer = setTimeout(end, LONGEST_REST);
  socket.once('close', () => clearTimeout(timer)).end();
  raw.once('end', end).resume();
}
