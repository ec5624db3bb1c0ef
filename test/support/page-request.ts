import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyRequest } from 'fastify';

type Context = FastifyRequest['palier'];

/** The route of the page, which requests of one URL may share. */
export const pageRoute = (): Context['route'] => ({
  template: '/page',
  declaration: undefined,
  params: {},
  query: {},
});

/** A request for one page, and what was sent in answer. */
export function pageRequest(
  tenant: string,
  headers: Readonly<Record<string, string>> = {},
  route: Context['route'] = pageRoute(),
) {
  let text: string | undefined;
  const closing: (() => void)[] = [];
  const raw = { method: 'GET', headers, socket: {} } as unknown as IncomingMessage;
  const response = {
    statusCode: 200,
    writableLength: 0,
    writeHead: () => {},
    end: (body: string) => {
      text = body;
    },
    once: (_: 'close', listener: () => void) => closing.push(listener),
    close: () =>
      closing.forEach((close) => {
        close();
      }),
  };
  const context = {
    raw,
    response: response as unknown as ServerResponse,
    url: '/page',
    route,
    startedAt: performance.now(),
    locale: 'en',
    head: '',
    tenant: { id: tenant, slug: tenant },
    bypassesRouter: false,
  } as unknown as Context;
  return { context, raw, response, sent: () => text };
}
