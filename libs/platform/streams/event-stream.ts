import { Readable } from 'node:stream';

/** Milliseconds after which a client that lost its connection comes again. */
const RETRY_MS = 2000;

/** One of the Server-Sent Events. */
export interface StreamEvent {
  /** What the client sends as Last-Event-ID when it comes again. */
  readonly id: string | number;
  readonly name: string;
  /** Sent as JSON. */
  readonly data: object;
}

/** Where the events of one client come from. */
export interface EventSource {
  /** The next event that the client does not know; undefined where there is none for now, `end` where none will come. */
  next(): StreamEvent | 'end' | undefined;
  /** Called once, when the client is gone or was let go. */
  closed(): void;
}

/**
 * One client's Server-Sent Events. Before each event, and before each comment on the silence, it is asked whether the
 * client is still admitted; where not, nothing more is sent and the stream ends. Events are taken from the source as
 * fast as the client reads.
 */
export class EventStream extends Readable {
  private wanted = false;
  private over = false;
  private sending = false;

  /** @param admitted whether the client would be let in now; never rejects */
  constructor(
    private readonly source: EventSource,
    private readonly admitted: () => Promise<boolean>,
    private readonly onClose: () => void,
  ) {
    super();
    // At once, so that the client sees that it is connected.
    this.push(`retry: ${RETRY_MS}\n\n`);
  }

  /** To be called whenever the source may have another event. */
  wake(): void {
    this.send().catch((error: Error) => this.destroy(error));
  }

  /** A comment, so that neither the client nor a proxy takes the silence for a lost connection. */
  async beat(): Promise<void> {
    if (this.over) return;
    if (!(await this.admitted())) this.end();
    else if (this.wanted && !this.over) this.wanted = this.push(': still there\n\n');
  }

  /** Sends no more; the client comes again if it wants to. */
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

  /** One at a time: whoever wakes it meanwhile is served by the same loop. */
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
