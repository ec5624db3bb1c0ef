interface Waiting {
  readonly keys: readonly string[];
  readonly resolve: (values: (string | undefined)[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads what callers of one turn of the event loop ask for at once: under load a breaker, a client and a Redis then do for many
 * what they would do for each. A key that several ask for is read once.
 */
export class CoalescedReads {
  private waiting: Waiting[] = [];

  /** @param readAll gives the values in the order of the keys */
  constructor(private readonly readAll: (keys: string[]) => Promise<(string | undefined)[]>) {}

  /** @returns the values in the order of the keys. @throws what `readAll` throws for any of the callers */
  read(keys: readonly string[]): Promise<(string | undefined)[]> {
    return new Promise((resolve, reject) => {
      if (this.waiting.push({ keys, resolve, reject }) === 1) setImmediate(() => void this.flush());
    });
  }

  private async flush(): Promise<void> {
    const callers = this.waiting;
    this.waiting = [];
    try {
      const keys = [...new Set(callers.flatMap((caller) => caller.keys))];
      const values = await this.readAll(keys);
      const found = new Map(keys.map((key, i) => [key, values[i]]));
      for (const caller of callers) caller.resolve(caller.keys.map((key) => found.get(key)));
    } catch (error) {
      for (const { reject } of callers) reject(error);
    }
  }
}
