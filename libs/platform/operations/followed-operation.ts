import type { OperationStream } from './operation-stream.js';
import type { Operation } from './operations.js';

/** An operation that clients of this process follow: read once a change, however many they are. */
export class FollowedOperation {
  readonly streams = new Set<OperationStream>();
  private reading: Promise<Operation | undefined> | undefined;
  private stale = false;

  constructor(private readonly read: () => Promise<Operation | undefined>) {}

  /**
   * Reads it and tells every stream. Who asks while it is read gets what is read after that.
   *
   * @returns undefined when it is there no longer
   */
  look(): Promise<Operation | undefined> {
    if (this.reading) this.stale = true;
    this.reading ??= this.readUntilFresh().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  beat(): void {
    for (const stream of this.streams) stream.beat();
  }

  close(): void {
    for (const stream of this.streams) stream.end();
  }

  private async readUntilFresh(): Promise<Operation | undefined> {
    let operation: Operation | undefined;
    do {
      this.stale = false;
      operation = await this.read();
    } while (this.stale);
    if (!operation) this.close();
    else for (const stream of this.streams) stream.offer(operation);
    return operation;
  }
}
