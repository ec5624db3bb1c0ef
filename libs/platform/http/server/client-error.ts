import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { localeOf, type Problem } from '#platform/problems';
import { httpProblems } from '../http.errors.js';
import { rawAnswer } from './raw-answer.js';

interface ClientError extends Error {
  code?: string;
  /** The bytes that Node could not parse, a Buffer; absent on timeouts. */
  rawPacket?: unknown;
}

/** A socket with Node's field for the answer being sent; Node's own error handler reads the same field. */
interface AnsweringSocket extends Socket {
  _httpMessage?: { _headerSent: boolean } | null;
}

const problemsByCode: Record<string, () => Problem> = {
  ERR_HTTP_REQUEST_TIMEOUT: httpProblems.request_timeout,
  HPE_HEADER_OVERFLOW: httpProblems.headers_too_large,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: httpProblems.body_too_large,
};

/** Answers a request that Node's parser refuses before Fastify receives it, and closes the connection. */
export function answerClientError(error: ClientError, socket: AnsweringSocket): void {
  const answering = socket._httpMessage?._headerSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || answering) {
    socket.destroy(error);
    return;
  }
  const problem = (problemsByCode[error.code ?? ''] ?? httpProblems.malformed_request)();
  const received = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.toString('latin1') : '';
  const language = /\r\naccept-language: *([^\r\n]{1,256})/i.exec(received)?.[1];
  socket.end(rawAnswer(problem, localeOf(language)), () => socket.destroy());
}

/** Answers unknown expectations and CONNECT, which Node would refuse without a problem body. */
export function answerNodeRefusals(server: Server): void {
  server.on('checkExpectation', (request, response) => {
    const locale = localeOf(request.headers['accept-language']);
    response.socket?.end(rawAnswer(httpProblems.expectation_failed(), locale));
  });
  server.on('connect', (request, socket) => {
    const refusal = httpProblems.method_not_allowed({ allowed: 'GET' }, { headers: { allow: 'GET' } });
    socket.end(rawAnswer(refusal, localeOf(request.headers['accept-language'])));
  });
}
