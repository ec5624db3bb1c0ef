import type { Writable } from 'node:stream';
import type { StreamAccess } from '#platform/access';

/** Milliseconds after which a client that lost its connection reconnects. */
const RETRY_MS = 2000;
const hello = Buffer.from(`retry: ${RETRY_MS}\n`);

/** The source of the events of one client. */
export interface EventSource {
  /** The next event to send, as bytes; undefined where there is none for now, `end` where none will follow. */
  next(): Buffer | 'end' | undefined;
  /** The comment that is sent when there was no event for a while, so that nobody takes the connection for lost. */
  beat(): Buffer;
  /** Called once, when the client has disconnected or the stream has ended. */
  closed(): void;
}

/** What a stream needs of those of its process. */
export interface Streams {
  /** Has `send` called soon. */
  schedule(stream: EventStream): void;
  /** Has the access of a stream checked completely. */
  verify(stream: EventStream): void;
  closed(stream: EventStream): void;
  sent(): void;
}

/**
 * One client's Server-Sent Events. Events are taken from the source as fast as the client reads, and none once its access
 * has ended as far as the process knows. It holds no more of the request than its access.
 */
export class EventStream {
  private out: Writable | undefined;
  private over = false;
  private scheduled = false;
  private beats = false;
  private blocked = false;

  constructor(
    readonly access: StreamAccess,
    private readonly source: EventSource,
    private readonly streams: Streams,
  ) {}

  /**
   * Begins to send, or ends the answer where the stream has ended meanwhile.
   *
   * @param out the answer, whose head was sent; it is destroyed where the client reads nothing for a long time
   */
  connect(out: Writable): void {
    if (this.over) {
      out.end();
      return;
    }
    this.out = out;
    out.on('drain', () => {
      this.blocked = false;
      this.wake();
    });
    out.once('close', () => this.close());
    // 'close' follows.
    out.on('error', () => {});
    this.write(hello);
    // Its id comes after what the client has missed: one that is disconnected before must not resume from it.
    this.beat();
  }

  /** Call it whenever the source may have another event. */
  wake(): void {
    if (this.scheduled || this.over || this.blocked) return;
    this.scheduled = true;
    this.streams.schedule(this);
  }

  /** Sends what shows that the connection is alive, after the events that wait. */
  beat(): void {
    this.beats = true;
    this.wake();
  }

  /** Sends what the client takes. */
  send(): void {
    this.scheduled = false;
    while (this.out && !this.blocked && this.mayGoOn()) {
      const event = this.source.next();
      if (event === 'end') {
        this.end();
        return;
      }
      if (event) this.streams.sent();
      else if (!this.beats) return;
      this.beats = this.beats && event !== undefined;
      this.write(event ?? this.source.beat());
    }
  }

  /** Whether it is open, and its access stands. Ends it where that has ended. */
  mayGoOn(now?: number): boolean {
    if (this.over) return false;
    const state = this.access.state(now);
    if (state === 'refused') this.end();
    else if (state === 'changed') this.streams.verify(this);
    return state === 'admitted';
  }

  /** Ends the stream; the client may reconnect. */
  end(): void {
    const { out, blocked } = this;
    this.close();
    // What waits for a client that does not read would never be sent.
    if (blocked) out?.destroy();
    else out?.end();
  }

  private write(bytes: Buffer): void {
    if (this.out?.write(bytes) === false) this.blocked = true;
  }

  private close(): void {
    if (this.over) return;
    this.over = true;
    this.out = undefined;
    this.source.closed();
    this.streams.closed(this);
  }
}
