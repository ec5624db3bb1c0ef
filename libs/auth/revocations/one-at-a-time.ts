/** Runs one batch at a time: items that arrive meanwhile form the next batch, and share its answer. */
export class OneAtATime<Item, Answer> {
  private running: Promise<unknown> = Promise.resolve();
  private next: { readonly items: Item[]; readonly answer: Promise<Answer> } | undefined;

  constructor(private readonly work: (items: readonly Item[]) => Promise<Answer>) {}

  run(items: readonly Item[]): Promise<Answer> {
    this.next ??= this.later();
    this.next.items.push(...items);
    return this.next.answer;
  }

  private later(): { items: Item[]; answer: Promise<Answer> } {
    const items: Item[] = [];
    const answer = this.running.then(() => {
      this.next = undefined;
      return this.work(items);
    });
    this.running = answer.catch(() => undefined);
    return { items, answer };
  }
}
