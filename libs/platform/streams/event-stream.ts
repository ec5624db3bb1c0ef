import { Readable } from 'node:stream';

/** Milliseconds after which a client that lost its connection reconnects. */
const RETRY_MS = 2000;

/** One Server-Sent Event. */
export interface StreamEvent {
  /** The client sends it as Last-Event-ID when it reconnects. */
  readonly id: string | number;
  readonly name: string;
  /** Sent as JSON. */
  readonly data: object;
}

/** The source of the events of one client. */
export interface EventSource {
  /** The next event to send; undefined where there is none for now, `end` where none will follow. */
  next(): StreamEvent | 'end' | undefined;
  /** Called once, when the client has disconnected or the stream has ended. */
  closed(): void;
}

/**
 * One client's Server-Sent Events. Before each event and each comment the access of the client is checked again; when
 * it is refused, nothing more is sent and the stream ends. Events are taken from the source as fast as the client reads.
 */
export class EventStream extends Readable {
  private wanted = false;
  private over = false;
  private sending = false;

  /** @param admitted whether the client would be admitted now; never rejects */
  constructor(
    private readonly source: EventSource,
    private readonly admitted: () => Promise<boolean>,
    private readonly onClose: () => void,
  ) {
    super();
    // At once, so that the client sees that it is connected.
    this.push(`retry: ${RETRY_MS}\n\n`);
  }

  /** Call it whenever the source may have another event. */
  wake(): void {
    this.send().catch((error: Error) => this.destroy(error));
  }

  /** Sends a comment, so that neither the client nor a proxy takes the connection for lost. */
  async beat(): Promise<void> {
    if (this.over) return;
    if (!(await this.admitted())) this.end();
    else if (this.wanted && !this.over) this.wanted = this.push(': still there\n\n');
  }

  /** Ends the stream; the client may reconnect. */
  end(): void {
    if (this.over || this.destroyed) return;
    this.over = true;
    this.push(null);
  }

  override _read(): void {
    this.wanted = true;
    this.wake();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.over = true;
    this.source.closed();
    this.onClose();
    done(error);
  }

  /** Runs one loop at a time: a call of `wake` during the loop is served by the same loop. */
  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    try {
      while (this.wanted && !this.over) {
        const event = this.source.next();
        if (event === undefined) return;
        if (event === 'end' || !(await this.admitted())) this.end();
        else if (!this.over) this.wanted = this.push(textOf(event));
      }
    } finally {
      this.sending = false;
    }
  }
}

function textOf({ id, name, data }: StreamEvent): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
