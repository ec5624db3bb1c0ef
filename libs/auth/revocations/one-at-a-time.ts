/** Does one piece of work at a time: what comes meanwhile goes together into the next, and shares its answer. */
export class OneAtATime<Item, Answer> {
  private underWay: Promise<unknown> = Promise.resolve();
  private next: { readonly items: Item[]; readonly answer: Promise<Answer> } | undefined;

  constructor(private readonly work: (items: readonly Item[]) => Promise<Answer>) {}

  run(items: readonly Item[]): Promise<Answer> {
    this.next ??= this.later();
    this.next.items.push(...items);
    return this.next.answer;
  }

  private later(): { items: Item[]; answer: Promise<Answer> } {
    const items: Item[] = [];
    const answer = this.underWay.then(() => {
      this.next = undefined;
      return this.work(items);
    });
    this.underWay = answer.catch(() => undefined);
    return { items, answer };
  }
}
