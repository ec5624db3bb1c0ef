/** Lets some callers work at once, and the next ones wait in their order. */
export class Turns {
  private free: number;
  private readonly waiting = new Set<() => void>();

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  /**
   * Waits for a turn, which `pass` ends.
   *
   * @param mostWaiting callers that may wait before this one
   * @returns false at once, and no turn, when too many wait
   * @throws the reason of the signal
   */
  async take(mostWaiting: number, signal?: AbortSignal): Promise<boolean> {
    if (this.free > 0) {
      this.free -= 1;
      return true;
    }
    if (this.waiting.size >= mostWaiting) return false;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const leave = () => {
      this.waiting.delete(resolve);
      reject(signal?.reason);
    };
    this.waiting.add(resolve);
    signal?.addEventListener('abort', leave, { once: true });
    await promise.finally(() => signal?.removeEventListener('abort', leave));
    return true;
  }

  /** Ends a turn, and lets the next caller work. */
  pass(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
