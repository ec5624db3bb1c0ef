import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from './until.js';

/** An event as Sentry would read it. */
export interface ReceivedEvent {
  readonly event_id: string;
  readonly level: string;
  readonly release: string;
  readonly environment: string;
  readonly transaction?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly contexts: { readonly trace?: object; readonly job?: object };
  readonly extra?: { readonly dropped: number };
  readonly exception: {
    readonly values: readonly {
      readonly type: string;
      readonly value: string;
      readonly mechanism?: object;
      readonly stacktrace?: { readonly frames: readonly { readonly function: string; readonly filename: string }[] };
    }[];
  };
}

type HowItAnswers = (response: ServerResponse) => void;

const takes: HowItAnswers = (response) => void response.writeHead(200).end('{}');

/** A server on loopback that takes envelopes for the project 42, as Sentry does, or answers as a test says. */
export class SentryReceiver {
  readonly events: ReceivedEvent[] = [];
  /** All that came, each request as one text: its line, headers and body. */
  readonly raw: string[] = [];
  readonly heads: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[] = [];
  answers = takes;
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server.on('request', async (request, response) => {
      const { method, url, headers } = request;
      const body = await text(request);
      this.raw.push(`${method} ${url}\n${JSON.stringify(headers)}\n${body}`);
      this.heads.push({ url, headers });
      this.events.push(decoded(body));
      this.answers(response);
    });
  }

  static async start(): Promise<SentryReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SentryReceiver(server);
  }

  get dsn(): string {
    return `http://0123456789abcdef@127.0.0.1:${(this.server.address() as AddressInfo).port}/42`;
  }

  /** The settings of a process that sends its errors here. */
  get settings() {
    return { sentryDsn: this.dsn, sentryNetworks: ['127.0.0.0/8'] };
  }

  /** The same as environment. */
  get env(): NodeJS.ProcessEnv {
    return { SENTRY_DSN: this.dsn, SENTRY_NETWORKS: '127.0.0.0/8' };
  }

  /** The next event that comes after `before` others. */
  async after(before: number): Promise<ReceivedEvent> {
    return until(() => this.events[before]);
  }

  takesAgain(): void {
    this.answers = takes;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}

/** The event of an envelope of exactly one item. */
function decoded(body: string): ReceivedEvent {
  const [head = '', item = '', payload = '', end, ...more] = body.split('\n');
  const { type, length } = JSON.parse(item);
  const event = JSON.parse(payload);
  if (type !== 'event' || length !== Buffer.byteLength(payload) || end !== '' || more.length > 0)
    throw new Error(`This is no envelope of one event: ${body}`);
  if (JSON.parse(head).event_id !== event.event_id) throw new Error('The envelope names another event.');
  return event;
}
