import type { EventSource, StreamEvent } from '#platform/streams';
import { hasEnded, type Operation } from './operations.js';

/**
 * The events that one client gets of an operation. Each event holds the complete operation, with the version
 * as its id; a version that is replaced before the client reads it is skipped. The last event is the ended
 * operation.
 */
export class OperationFollower implements EventSource {
  private latest: Operation | undefined;

  /**
   * @param present maps an operation to its representation for the client
   * @param seen the version that the client already has; 0 for none
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
