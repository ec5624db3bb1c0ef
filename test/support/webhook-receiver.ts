import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { LocalInternet } from './local-internet.js';

/** A request that came. */
export interface Received {
  /** As in `hooks.example/path`. */
  readonly page: string;
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request, or does not. */
export type Answer = (response: ServerResponse, received: Received) => unknown;

/** The receivers of webhooks, on one local port: each by its host and path. */
export class WebhookReceiver {
  /** In order. */
  readonly received: Received[] = [];
  private readonly answers = new Map<string, Answer>();

  private constructor(
    private readonly server: Server,
    readonly internet: LocalInternet,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new WebhookReceiver(server, new LocalInternet((server.address() as AddressInfo).port));
    server.on('request', async (request, response) => {
      const { method, headers, url } = request;
      const page = `${headers.host}${url}`;
      const received = { page, method, headers, body: (await buffer(request)).toString() };
      receiver.received.push(received);
      const answer = receiver.answers.get(page) ?? ((unknown: ServerResponse) => unknown.writeHead(404).end());
      answer(response, received);
    });
    return receiver;
  }

  /** From now on a page answers so; its host has a public address. */
  answers200(page: string): this {
    return this.answer(page, (response) => response.end('ok'));
  }

  answer(page: string, answer: Answer): this {
    this.internet.host(page.split('/', 1)[0] ?? '');
    this.answers.set(page, answer);
    return this;
  }

  /** What came to a page. */
  at(page: string): Received[] {
    return this.received.filter((each) => each.page === page);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
