import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Settings } from '#platform/config';
import { HostNetwork } from '#platform/outbound';
import { LocalInternet } from './local-internet.js';
import { startTestApp, type TestApp } from './test-app.js';
import { workers } from './workers.js';

/** What a model received. */
export interface AskedModel {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type HowItAnswers = (response: ServerResponse, asked: AskedModel) => void;

/** An answer as OpenAI's chat completions have it. */
export const completion = (text: unknown, usage?: object): string =>
  JSON.stringify({
    model: 'm-1',
    choices: [{ message: { role: 'assistant', content: text } }],
    ...(usage && { usage }),
  });

/** Answers so at once. */
export const says =
  (text: unknown, totalTokens?: unknown): HowItAnswers =>
  (response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(completion(text, totalTokens === undefined ? undefined : { total_tokens: totalTokens }));

/** Keeps the breaker of an `AiEndpoint` closed, which a few failures in a row open: then the model would be asked no more. */
export function staysClosed(endpoint: object): void {
  const { breaker, send } = endpoint as { breaker: { end(): void }; send: (...sent: unknown[]) => Promise<unknown> };
  breaker.end();
  Object.assign(endpoint, { breaker: { open: false, end: () => undefined, call: send.bind(endpoint) } });
}

/** A local server that speaks chat completions, at `models.example`, and answers as a test says. */
export class LocalModel {
  readonly asked: AskedModel[] = [];
  readonly internet: LocalInternet;
  answers: HowItAnswers = says('Rest.', 100);

  private constructor(private readonly server: Server) {
    this.internet = new LocalInternet((server.address() as AddressInfo).port);
    this.internet.host('models.example', ['10.0.0.7']);
    server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
      let body = '';
      for await (const piece of request) body += piece;
      const asked = { headers: request.headers, body };
      this.asked.push(asked);
      this.answers(response, asked);
    });
  }

  static async start(): Promise<LocalModel> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LocalModel(server);
  }

  /** The address of this server itself. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/chat/completions`;
  }

  /** The questions that it was sent, in order. */
  get questions(): string[] {
    return this.asked.map(({ body }) => JSON.parse(JSON.parse(body).messages[1].content).question);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  /** The API, with a worker or without, whose requests to the model lead here. */
  async app(overrides: Partial<Settings> = {}, worker = true, shared?: TestApp['database']): Promise<TestApp> {
    const settings = { aiUrl: 'http://models.example/v1/chat/completions', aiNetworks: ['10.0.0.0/8'], ...overrides };
    const api = await startTestApp(settings, shared, worker ? workers : []);
    const network = api.app.get(HostNetwork);
    network.resolve = (name) => this.internet.resolve(name);
    network.connect = (address, port) => this.internet.connect(address, port);
    return api;
  }
}
