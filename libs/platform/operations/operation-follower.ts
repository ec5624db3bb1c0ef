import type { EventSource, StreamEvent } from '#platform/streams';
import { hasEnded, type Operation } from './operations.js';

/**
 * What one client is told of an operation. Each event is the whole of it, its id the version; what is overtaken before
 * the client reads it is left out. The last event is the one that says how it ended.
 */
export class OperationFollower implements EventSource {
  private latest: Operation | undefined;

  /**
   * @param present an operation as the client shall see it
   * @param seen the version that the client has already, 0 where it has none
   */
  constructor(
    private readonly present: (operation: Operation) => object,
    private seen: number,
    readonly closed: () => void,
  ) {}

  offer(operation: Operation): void {
    if (!this.latest || operation.version > this.latest.version) this.latest = operation;
  }

  next(): StreamEvent | 'end' | undefined {
    const { latest } = this;
    if (!latest) return undefined;
    if (latest.version <= this.seen) return hasEnded(latest) ? 'end' : undefined;
    this.seen = latest.version;
    return { id: latest.version, name: 'operation', data: this.present(latest) };
  }
}
