import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { localeOf } from '#platform/problems';
import { startProblems } from '../terminal/terminal.errors.js';

/** Answers on the port of the API while the process waits for its database: it is live, and not ready. */
export class AnswerWhileWaiting {
  private readonly server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?', 1);
    if (path === '/health/live') return send(response, 200, 'application/json', { status: 'ok' });
    const problem = startProblems.database_awaited();
    const locale = localeOf(request.headers['accept-language']);
    const { code, status, title, detail } = problem;
    const body = {
      type: `/docs/errors#${code}`,
      title: title[locale],
      status,
      detail: detail[locale],
      instance: path,
      code,
    };
    response.setHeader('retry-after', '1').setHeader('content-language', locale);
    send(response, status, 'application/problem+json', body);
  });

  async listen(port: number, host: string): Promise<void> {
    await once(this.server.listen(port, host), 'listening');
  }

  /** Frees the port; does nothing when it never listened. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

function send(response: ServerResponse, status: number, type: string, body: object): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', connection: 'close' });
  response.end(JSON.stringify(body));
}
