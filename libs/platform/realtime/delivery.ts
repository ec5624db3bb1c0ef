import { AsyncLocalStorage } from 'node:async_hooks';

/** Streams that are written to before other requests get their turn. */
const AT_ONCE = 50;

/** Writes to streams in turns, so that a message to thousands of them delays no other request for long. */
export class Delivery {
  private waiting: { send(): void }[] = [];
  private next = 0;
  private running = false;
  /** Of no request: what a stream does is not part of the request that woke it. */
  private readonly outside = AsyncLocalStorage.snapshot();
  private readonly run = () => this.turn();

  schedule(stream: { send(): void }): void {
    this.waiting.push(stream);
    if (this.running) return;
    this.running = true;
    this.outside(() => setImmediate(this.run));
  }

  private turn(): void {
    const end = Math.min(this.next + AT_ONCE, this.waiting.length);
    while (this.next < end) {
      this.waiting[this.next]?.send();
      this.next += 1;
    }
    this.running = this.next < this.waiting.length;
    if (this.running) return void setImmediate(this.run);
    this.waiting = [];
    this.next = 0;
  }
}
