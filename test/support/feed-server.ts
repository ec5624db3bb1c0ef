import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { LocalInternet } from './local-internet.js';

/** What a page answers. */
export interface Page {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** The web servers of feeds, on one local port: each page by its host and path, as in `news.example/feed.xml`. */
export class FeedServer {
  /** The requests that came, in order. */
  readonly requests: { readonly page: string; readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  private readonly pages = new Map<string, Page | ((headers: IncomingHttpHeaders) => Page)>();

  private constructor(
    private readonly server: Server,
    readonly internet: LocalInternet,
  ) {}

  static async start(): Promise<FeedServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const internet = new LocalInternet((server.address() as AddressInfo).port);
    const feeds = new FeedServer(server, internet);
    server.on('request', async (request, response) => {
      const { headers, url } = request;
      const name = `${headers.host}${url}`;
      feeds.requests.push({ page: name, headers, body: (await buffer(request)).toString() });
      const found = feeds.pages.get(name) ?? { status: 404 };
      const { status = 200, headers: answered = {}, body = '' } = typeof found === 'function' ? found(headers) : found;
      response.writeHead(status, answered).end(body);
    });
    return feeds;
  }

  /** Puts a page, whose host gets a public address. */
  put(name: string, page: Page | ((headers: IncomingHttpHeaders) => Page)): this {
    this.internet.host(name.split('/', 1)[0] ?? '');
    this.pages.set(name, page);
    return this;
  }

  /** How often a page was requested. */
  count(name: string): number {
    return this.requests.filter(({ page }) => page === name).length;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** An RSS feed of posts by their titles; each title is the id of its post, and what follows a `:` its text. */
export function rss(title: string, ...posts: readonly string[]): Page {
  const items = posts.map((post) => {
    const [id, text = 'Some text.'] = post.split(':');
    return `<item><guid isPermaLink="false">${id}</guid><title>${id}</title><description>${text}</description>
      <pubDate>Sun, 08 Mar 2026 08:00:00 GMT</pubDate></item>`;
  });
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>${items.join('')}</channel></rss>`;
  return { headers: { 'content-type': 'application/rss+xml' }, body };
}
