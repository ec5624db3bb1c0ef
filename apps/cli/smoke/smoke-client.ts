import { PALIER_VERSION } from '#platform/config';
import { visible } from '../output.js';
import { connectionFault } from './connection-fault.js';
import { StepFailed } from './outcomes.js';

interface Sending {
  readonly body?: object;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** By default all requests have to be answered within the time of the test. */
  readonly signal?: AbortSignal;
}

/** Sends the requests of a smoke test. */
export class SmokeClient {
  /** No request is under way after it. */
  readonly over: AbortSignal;
  private readonly endsAt: number;

  constructor(
    private readonly url: string,
    ms: number,
  ) {
    this.over = AbortSignal.timeout(ms);
    this.endsAt = performance.now() + ms;
  }

  get msLeft(): number {
    return this.endsAt - performance.now();
  }

  /** @param path below the address, or a whole address @throws StepFailed where nothing answers */
  async open(method: string, path: string, { body, token, headers, signal = this.over }: Sending = {}) {
    const url = new URL(path.startsWith('/') ? `${this.url.replace(/\/+$/, '')}${path}` : path);
    const sent = {
      'accept-language': 'en',
      'user-agent': `palier-smoke/${PALIER_VERSION}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...headers,
    };
    const given = body && { body: JSON.stringify(body) };
    return fetch(url, { method, headers: sent, redirect: 'manual', signal, ...given }).catch((error) => {
      throw connectionFault(error, url);
    });
  }

  /** As `open`, and reads the answer to its end. */
  async ask(method: string, path: string, sending?: Sending): Promise<Answer> {
    const response = await this.open(method, path, sending);
    return new Answer(`${method} ${path}`, response, (await bytesOf(response)).toString());
  }
}

/** Reads an answer to its end. @throws StepFailed where it is cut off */
export async function bytesOf(response: Response): Promise<Buffer> {
  const bytes = await response.arrayBuffer().catch((error) => {
    throw connectionFault(error, new URL(response.url));
  });
  return Buffer.from(bytes);
}

/** An answer, which may come from something else than Palier. */
export class Answer {
  constructor(
    private readonly request: string,
    private readonly response: Response,
    readonly text: string,
  ) {}

  get status(): number {
    return this.response.status;
  }

  header(name: string): string {
    return this.response.headers.get(name) ?? '';
  }

  /** The code of a problem. */
  get code(): string | undefined {
    return this.parsed<{ code?: string }>()?.code;
  }

  /** @throws StepFailed where it has another status or is no JSON */
  json<T>(status = 200): T {
    const body = this.status === status ? this.parsed<T>() : undefined;
    if (body === undefined) throw this.refusal();
    return body;
  }

  /** Why this is not the answer that was expected. */
  refusal(): StepFailed {
    const { code, detail } = this.parsed<{ code?: string; detail?: string }>() ?? {};
    const why = detail === undefined ? this.guess() : visible(`${code}: ${detail}`);
    return new StepFailed(`${this.request} was answered ${this.status}, ${why}`);
  }

  private guess(): string {
    const { status } = this;
    if (status >= 300 && status < 400)
      return `which leads to ${visible(this.header('location'))}: give that address with --url.`;
    if (status === 421)
      return 'since the proxy serves other names: use one of its names in --url (--server-name of palier nginx).';
    if (status >= 502 && status <= 504)
      return 'since the proxy reaches no API: start one, or correct the addresses that the proxy has.';
    return 'and not as Palier does: something else answers there, so correct --url or where the proxy leads.';
  }

  private parsed<T>(): T | undefined {
    try {
      const body = JSON.parse(this.text);
      return typeof body === 'object' && body !== null ? body : undefined;
    } catch {
      return undefined;
    }
  }
}
