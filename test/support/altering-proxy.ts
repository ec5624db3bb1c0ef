import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An answer that passes a proxy. */
interface Passing {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An HTTP proxy on a loopback port, before an API, that alters answers. */
export interface AlteringProxy {
  readonly url: string;
  /** From now on answers to requests whose `METHOD /path` begins so are altered; a stream is then held back for ever. */
  alter(what: string, how: (answer: Passing) => void): void;
  /** Passes everything on as it is. */
  restore(): void;
  close(): Promise<void>;
}

export async function startAlteringProxy(api: string): Promise<AlteringProxy> {
  const rules = new Map<string, (answer: Passing) => void>();
  const server = createServer((asked, answer) => {
    const { method, url = '', headers } = asked;
    const rule = [...rules].find(([what]) => `${method} ${url}`.startsWith(what))?.[1];
    const plain = rule ? { 'accept-encoding': 'identity' } : {};
    const onward = request(new URL(url, api), { method, headers: { ...headers, ...plain } }, async (given) => {
      const { statusCode: status = 0 } = given;
      if (!rule) return void given.pipe(answer.writeHead(status, given.headers));
      // A stream that is held back ends with its client.
      const body = await text(given).catch(() => '');
      sendAltered(answer, { status, headers: given.headers, body }, rule);
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    alter: (what, how) => void rules.set(what, how),
    restore: () => rules.clear(),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function sendAltered(answer: ServerResponse, passing: Passing, how: (answer: Passing) => void): void {
  how(passing);
  const { 'content-length': _old, 'transfer-encoding': _chunked, ...headers } = passing.headers;
  answer.writeHead(passing.status, headers).end(passing.body);
}
