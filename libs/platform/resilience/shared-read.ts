import { AsyncResource } from 'node:async_hooks';

/** A read that callers share: one runs at a time, and the calls made meanwhile share the next one. */
export class SharedRead {
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private readonly read: () => Promise<void>;

  /** @param read runs outside the transaction of its caller, of which it would else see what is not committed */
  constructor(read: () => Promise<void>) {
    this.read = AsyncResource.bind(read);
  }

  /** Resolves after a read that began after this call. @throws what that read throws */
  again(): Promise<void> {
    this.next ??= this.settled().then(() => {
      this.next = undefined;
      this.running = this.read();
      return this.running;
    });
    return this.next;
  }

  /** Resolves when no read runs. */
  settled(): Promise<void> {
    return this.running.catch(() => undefined);
  }
}
