import type { IncomingMessage, ServerResponse } from 'node:http';

/** The route of the page, as the router matches it. */
interface PageRoute {
  readonly template: string;
  readonly declaration: undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
}

/** The route of the page, which requests of one URL may share. */
export const pageRoute = (): PageRoute => ({ template: '/page', declaration: undefined, params: {}, query: {} });

/** A request for one page, and what was sent in answer. */
export function pageRequest(
  tenant: string,
  headers: Readonly<Record<string, string>> = {},
  route: PageRoute = pageRoute(),
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
    headers: [],
    tenant: { id: tenant, slug: tenant },
    bypassesRouter: false,
  };
  return { context, raw, response, sent: () => text };
}
