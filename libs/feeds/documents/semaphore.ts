/** Lets some callers work at once, and the next ones wait in their order. */
export class Semaphore {
  private free: number;
  private readonly waiting = new Set<() => void>();

  constructor(atOnce: number) {
    this.free = atOnce;
  }

  /**
   * Waits for a place, which `release` gives back.
   *
   * @param mostWaiting callers that may wait before this one
   * @returns false at once, and no place, when too many wait
   */
  async acquire(mostWaiting: number): Promise<boolean> {
    if (this.free > 0) {
      this.free -= 1;
      return true;
    }
    if (this.waiting.size >= mostWaiting) return false;
    await new Promise<void>((resolve) => this.waiting.add(resolve));
    return true;
  }

  /** Gives a place back, and lets the next caller work. */
  release(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
