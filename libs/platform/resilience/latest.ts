/** A value that is read repeatedly. A read that ends after a later one has ended is dropped. */
export class Latest<T> {
  private asked = 0;
  private answered = 0;

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  /**
   * Reads the value again. When this resolves, `value` is at least as new as this call.
   *
   * @param replaced called where what was read is the value from now on
   */
  async take(read: () => Promise<T>, replaced: (before: T) => void = () => {}): Promise<void> {
    this.asked += 1;
    const question = this.asked;
    const answer = await read();
    if (question < this.answered) return;
    this.answered = question;
    const before = this.current;
    this.current = answer;
    replaced(before);
  }
}
