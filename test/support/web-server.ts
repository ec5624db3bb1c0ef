import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { LocalInternet } from './local-internet.js';

/** What a page answers. */
export interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request that came. */
export interface Received {
  /** As in `news.example/feed.xml`. */
  readonly page: string;
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request, or does not. */
type Answer = (response: ServerResponse, received: Received) => unknown;

/** The web servers of other hosts, on one local port: each page by its host and path. */
export class WebServer {
  /** In order. */
  readonly requests: Received[] = [];
  private readonly answers = new Map<string, Page | Answer>();

  private constructor(
    private readonly server: Server,
    readonly internet: LocalInternet,
  ) {}

  static async start(): Promise<WebServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const web = new WebServer(server, new LocalInternet((server.address() as AddressInfo).port));
    server.on('request', async (request, response) => {
      const { method, headers, url } = request;
      const received = { page: `${headers.host}${url}`, method, headers, body: await text(request) };
      web.requests.push(received);
      const answer = web.answers.get(received.page) ?? { status: 404 };
      if (typeof answer === 'function') answer(response, received);
      else send(response, answer);
    });
    return web;
  }

  /** From now on a page answers so, and 200 where nothing is said; its host has a public address. */
  put(page: string, answer: Page | Answer = {}): this {
    this.internet.host(page.split('/', 1)[0] ?? '');
    this.answers.set(page, answer);
    return this;
  }

  /** What came to a page. */
  at(page: string): Received[] {
    return this.requests.filter((each) => each.page === page);
  }

  /** How often a page was requested. */
  count(page: string): number {
    return this.at(page).length;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** Answers with a page. */
export function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: Page): void {
  response.writeHead(status, headers).end(body);
}
