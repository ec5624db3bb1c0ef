/**
 * Writes one batch at a time: items that arrive during a batch form the next one, and share its answer. For writes that
 * wait for a replica, since `WAIT` blocks later commands of its connection.
 */
export class BatchedWrites<Item, Answer> {
  private running: Promise<unknown> = Promise.resolve();
  private next: { readonly items: Item[]; readonly answer: Promise<Answer> } | undefined;

  constructor(private readonly write: (items: readonly Item[]) => Promise<Answer>) {}

  run(items: readonly Item[]): Promise<Answer> {
    this.next ??= this.later();
    this.next.items.push(...items);
    return this.next.answer;
  }

  private later(): { items: Item[]; answer: Promise<Answer> } {
    const items: Item[] = [];
    const answer = this.running.then(() => {
      this.next = undefined;
      return this.write(items);
    });
    this.running = answer.catch(() => undefined);
    return { items, answer };
  }
}
