import { Readable } from 'node:stream';
import { hasEnded, type Operation } from './operations.js';

/** Milliseconds after which a client that lost its connection comes again. */
const RETRY_MS = 2000;

/**
 * One client's Server-Sent Events of an operation. Each event is the whole operation, its id the
 * version; a client that reads slowly is spared what is overtaken meanwhile. Ends with the operation.
 */
export class OperationStream extends Readable {
  private latest: Operation | undefined;
  private wanted = false;
  private over = false;

  /**
   * @param present an operation as the client shall see it
   * @param seen the version that the client has already, 0 where it has none
   */
  constructor(
    private readonly present: (operation: Operation) => object,
    private seen: number,
    private readonly onClose: () => void,
  ) {
    super();
    // At once, so that the client sees that it is connected.
    this.push(`retry: ${RETRY_MS}\n\n`);
  }

  offer(operation: Operation): void {
    this.latest = operation;
    this.flush();
  }

  /** A comment, so that neither the client nor a proxy takes the silence for a lost connection. */
  beat(): void {
    if (this.wanted && !this.over) this.wanted = this.push(': still there\n\n');
  }

  /** Says no more; the client comes again if it wants to. */
  end(): void {
    if (this.over || this.destroyed) return;
    this.over = true;
    this.push(null);
  }

  override _read(): void {
    this.wanted = true;
    this.flush();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.onClose();
    done(error);
  }

  private flush(): void {
    const { latest } = this;
    if (!this.wanted || !latest || this.over) return;
    this.latest = undefined;
    if (latest.version > this.seen) {
      this.seen = latest.version;
      const data = JSON.stringify(this.present(latest));
      this.wanted = this.push(`id: ${latest.version}\nevent: operation\ndata: ${data}\n\n`);
    }
    if (hasEnded(latest)) this.end();
  }
}
