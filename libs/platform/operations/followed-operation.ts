import type { EventStream } from '#platform/streams';
import type { OperationFollower } from './operation-follower.js';
import type { Operation } from './operations.js';

/** An operation that clients of this process follow; it is read once per change, for all of them. */
export class FollowedOperation {
  readonly followers = new Map<OperationFollower, EventStream>();
  private reading: Promise<Operation | undefined> | undefined;
  private stale = false;

  constructor(private readonly read: () => Promise<Operation | undefined>) {}

  /**
   * Reads the operation and offers it to every follower. A call during a read waits for another read.
   *
   * @returns undefined when the operation no longer exists
   */
  refresh(): Promise<Operation | undefined> {
    if (this.reading) this.stale = true;
    this.reading ??= this.readUntilFresh().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async readUntilFresh(): Promise<Operation | undefined> {
    let operation: Operation | undefined;
    do {
      this.stale = false;
      operation = await this.read();
    } while (this.stale);
    for (const [follower, stream] of this.followers) {
      if (!operation) stream.end();
      else {
        follower.offer(operation);
        stream.wake();
      }
    }
    return operation;
  }
}
