import type { IncomingMessage } from 'node:http';
import { headersOf, type RequestContext } from '../request-context.js';

/** Whether a request asks about the server as a whole (RFC 9110 §9.3.7), as a proxy does to see that it answers. */
export function asksServer({ method, url }: IncomingMessage): boolean {
  return method === 'OPTIONS' && url === '*';
}

/** Answers `OPTIONS *`, which no route can. */
export function answerServerOptions(context: RequestContext): true {
  context.response.writeHead(204, headersOf(context).flat()).end();
  return true;
}
