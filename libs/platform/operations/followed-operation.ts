import type { EventStream, Follower } from '#platform/realtime';
import type { Operation } from './operation.js';
import { OperationBytes, type OperationFollower } from './operation-follower.js';

/** An operation that clients of this process follow; it is read once per change, for all of them. */
export class FollowedOperation implements Follower {
  readonly followers = new Map<OperationFollower, EventStream>();
  readonly bytes = new OperationBytes();
  private reading: Promise<Operation | undefined> | undefined;
  private stale = false;

  /**
   * @param failed called where the operation could not be read
   * @param end called once nobody follows it any more
   */
  constructor(
    private readonly read: () => Promise<Operation | undefined>,
    private readonly failed: (error: unknown) => void,
    readonly end: () => void,
  ) {}

  arrived(): void {
    this.refresh();
  }

  lost(): void {
    this.refresh();
  }

  /** Reads the operation and offers it to every follower. A call during a read causes another read. */
  refresh(): void {
    if (this.reading) this.stale = true;
    this.reading ??= this.readUntilFresh().finally(() => {
      this.reading = undefined;
    });
    this.reading.catch(this.failed);
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
