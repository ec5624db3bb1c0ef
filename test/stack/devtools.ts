/** What Chromium answers to a command, or tells of a tab by itself: the fields that are used, each where it applies. */
export interface Told {
  readonly targetId?: string;
  readonly sessionId?: string;
  readonly result?: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
  readonly cookies?: readonly object[];
  readonly requestId?: string;
  readonly request?: { readonly url: string; readonly method: string; readonly postData?: string };
  readonly response?: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
  readonly timestamp?: number;
}

/** A message of the protocol: an answer has the id of its command, an event a method. */
interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Told;
  readonly result?: Told;
  readonly error?: { readonly message: string };
}

/** A connection of the DevTools protocol. */
export class DevTools {
  private last = 0;
  private readonly waiting = new Map<number, PromiseWithResolvers<Told>>();
  private readonly hearing = new Map<string, (method: string, told: Told) => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.receive(JSON.parse(String(data))));
  }

  static async connect(url: string): Promise<DevTools> {
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new DevTools(socket);
  }

  /** @throws Error where Chromium refuses the command */
  send(method: string, params: object, sessionId?: string): Promise<Told> {
    const answer = Promise.withResolvers<Told>();
    this.last += 1;
    this.waiting.set(this.last, answer);
    this.socket.send(JSON.stringify({ id: this.last, method, params, sessionId }));
    return answer.promise;
  }

  /** Calls the listener with the events of a tab. */
  hear(sessionId: string, listener: (method: string, told: Told) => void): void {
    this.hearing.set(sessionId, listener);
  }

  close(): void {
    this.socket.close();
  }

  private receive({ id, sessionId = '', method = '', params = {}, result = {}, error }: Message): void {
    if (id === undefined) this.hearing.get(sessionId)?.(method, params);
    else if (error) this.waiting.get(id)?.reject(new Error(error.message));
    else this.waiting.get(id)?.resolve(result);
    if (id !== undefined) this.waiting.delete(id);
  }
}
