import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { localeOf, type Problem } from '#platform/problems';
import { endWith } from '../body/close-after-answer.js';
import { isReceiving } from '../body/upload.js';
import { httpProblems } from '../http.errors.js';
import { nothingAt } from '../problems/nothing-at.js';
import { originForm, urlTooLong } from './check-target.js';
import { type Connection, nodeShowsConnections } from './node-internals.js';
import { rawAnswer } from './raw-answer.js';
import { type ParserError, type RefusedRequest, refusedRequest } from './refused-request.js';
import type { RouteTable } from './route-table.js';

/**
 * Answers a request that Node's parser refuses before Fastify receives it, and closes the connection.
 *
 * @param showsAnswers whether this Node shows the answer that is being sent; where it does not, a connection on which
 *   anything was sent is closed without an answer
 */
export function answerClientError(
  error: ParserError,
  socket: Connection & Socket,
  routes: RouteTable,
  showsAnswers = nodeShowsConnections,
): void {
  // Node reports this once for each request; what limits an upload is the wait for each piece of it.
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isReceiving(socket)) return;
  const answering = showsAnswers ? socket._httpMessage?._headerSent === true : socket.bytesWritten > 0;
  if (error.code === 'ECONNRESET' || !socket.writable || answering) {
    socket.destroy(error);
    return;
  }
  const request = refusedRequest(error);
  const problem = problemOf(error.code, request, routes);
  socket.end(rawAnswer(problem, localeOf(request.acceptLanguage), request.line), () => socket.destroy());
}

function problemOf(code: string | undefined, { line, inTarget }: RefusedRequest, routes: RouteTable): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return httpProblems.request_timeout();
  if (code === 'HPE_HEADER_OVERFLOW') return inTarget ? urlTooLong() : httpProblems.headers_too_large();
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return httpProblems.chunk_extensions_too_large();
  // Node's parser knows a list of methods; any other is as little allowed as those of the list that no route takes.
  if (code === 'HPE_INVALID_METHOD' && line?.complete) return nothingAt(originForm(line.target), routes);
  return httpProblems.malformed_request();
}

/** Answers unknown expectations and CONNECT, which Node would refuse without a problem body. */
export function answerNodeRefusals(server: Server): void {
  server.on('checkExpectation', (request) => {
    const { method, url: target, headers } = request;
    const locale = localeOf(headers['accept-language']);
    endWith(request, rawAnswer(httpProblems.expectation_failed(), locale, { method, target }));
  });
  server.on('connect', (request) => {
    const refusal = httpProblems.method_not_allowed({ allowed: 'GET' }, { headers: { allow: 'GET' } });
    endWith(request, rawAnswer(refusal, localeOf(request.headers['accept-language'])));
  });
}
