import { type EventSource, eventBytes } from '#platform/realtime';
import { hasEnded, type Operation } from './operation.js';

const comment = Buffer.from(': still there\n\n');

/** The events of an operation, by locale: each is made once, for all clients. */
export class OperationBytes {
  private version = 0;
  private readonly made = new Map<string, Buffer>();

  /** @param present maps the operation to its representation in that locale */
  of(operation: Operation, locale: string, present: (operation: Operation) => object): Buffer {
    if (operation.version !== this.version) this.made.clear();
    this.version = operation.version;
    const bytes =
      this.made.get(locale) ?? eventBytes(operation.version, 'operation', JSON.stringify(present(operation)));
    this.made.set(locale, bytes);
    return bytes;
  }
}

/** How a client gets operations: all of a locale get the same. */
export interface Presentation {
  readonly locale: string;
  /** Maps an operation to its representation for the client. */
  readonly present: (operation: Operation) => object;
}

/**
 * The events that one client gets of an operation. Each event holds the complete operation, with the version
 * as its id; a version that is replaced before the client reads it is skipped. The last event is the ended
 * operation.
 */
export class OperationFollower implements EventSource {
  private latest: Operation | undefined;

  /** @param seen the version that the client already has; 0 for none */
  constructor(
    private readonly bytes: OperationBytes,
    private readonly as: Presentation,
    private seen: number,
    readonly closed: () => void,
  ) {}

  offer(operation: Operation): void {
    if (!this.latest || operation.version > this.latest.version) this.latest = operation;
  }

  next(): Buffer | 'end' | undefined {
    const { latest } = this;
    if (!latest) return undefined;
    if (latest.version <= this.seen) return hasEnded(latest) ? 'end' : undefined;
    this.seen = latest.version;
    return this.bytes.of(latest, this.as.locale, this.as.present);
  }

  beat(): Buffer {
    return comment;
  }
}
